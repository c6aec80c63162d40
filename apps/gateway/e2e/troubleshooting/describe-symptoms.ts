import { describe, expect, it } from '@jest/globals';
import { readSymptoms } from './read-symptoms.js';
import type { Symptom } from './symptom.js';

/** Processes that start, and services that rest, on a machine that is busy elsewhere. */
const TEST_MS = 240_000;

/**
 * Tests for a section of docs/TROUBLESHOOTING.md: its rows are provoked in their order, each must look
 * as the document says, and its remedy must help.
 */
export function describeSymptoms(section: string, symptoms: readonly Symptom[]): void {
  const documented = readSymptoms().filter((symptom) => symptom.section === section);

  describe(`docs/TROUBLESHOOTING.md, ${section}`, () => {
    it('has a provocation for each row', () => {
      expect(symptoms).toHaveLength(documented.length);
    });

    it.each(documented.map((row, index) => [row.title, row, symptoms[index]] as const))(
      '%s',
      async (_title, { place, words, missing }, symptom) => {
        const later = new AsyncDisposableStack();
        try {
          const seen = await symptom!.see(later);
          expect(seen.place).toBe(place);
          for (const word of words) expect(seen.text).toMatch(patternOf(word));
          for (const word of missing) expect(seen.text).not.toMatch(patternOf(word));
          await symptom!.mend?.(later);
        } finally {
          await later.disposeAsync();
        }
      },
      TEST_MS,
    );
  });
}

function patternOf(word: string): RegExp {
  const parts = word.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(parts.join('[^\\n]+'));
}
