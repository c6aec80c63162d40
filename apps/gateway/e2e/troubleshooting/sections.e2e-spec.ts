import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readSymptoms } from './read-symptoms.js';

describe('docs/TROUBLESHOOTING.md', () => {
  const symptoms = readSymptoms();

  it('has tests for all of its sections', () => {
    const specs = globSync('apps/gateway/e2e/troubleshooting/*.e2e-spec.ts');
    const tested = specs.flatMap(
      (file) => /^describeSymptoms\('(.+)', \[$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? [],
    );
    expect(tested.sort()).toEqual([...new Set(symptoms.map(({ section }) => section))].sort());
  });

  it('quotes what is seen in each row, and begins each in its own way', () => {
    expect(symptoms.length).toBeGreaterThan(40);
    for (const { place, words, missing } of symptoms) {
      expect(place).toMatch(/\S/);
      expect([...words, ...missing]).not.toEqual([]);
    }
    const titles = symptoms.map(({ title }) => title);
    expect([...new Set(titles)]).toEqual(titles);
  });
});
