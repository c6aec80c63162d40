import { describe, expect, it } from '@jest/globals';
import type { ModelEntry } from 'llm-gateway/contracts';
import { gemini } from './gemini.vendor.js';

/** The first row that matches, `*` standing for any characters. */
function factsOf(model: string): ModelEntry | undefined {
  return gemini.models.find(({ match }) =>
    new RegExp(`^${match.replaceAll('.', '[.]').replaceAll('*', '.*')}$`).test(model),
  );
}

describe('gemini vendor', () => {
  it.each([
    ['gemini-4-argon', ['low', 'medium', 'high']],
    ['gemini-4-hydrogen-eap', ['low', 'medium', 'high', 'xhigh']],
    ['gemini-3.8-flash', ['low', 'medium', 'high']],
    ['gemini-3.7-flash', ['low', 'medium', 'high']],
    ['gemini-3.6-flash', ['minimal', 'low', 'medium', 'high']],
    ['gemini-3.8-flash-lite', ['minimal', 'low', 'medium', 'high']],
    ['gemini-3-flash-preview', ['minimal', 'low', 'medium', 'high']],
    ['gemini-3.1-pro-preview', ['low', 'medium', 'high']],
    ['gemini-3-pro-preview', ['low', 'high']],
  ])('knows the levels of %s', (model, efforts) => {
    expect(factsOf(model)?.thinking).toMatchObject({ kinds: ['level'], efforts });
  });

  it.each([
    ['gemini-2.5-pro', 'lowest-effort', 128, 32_768],
    ['gemini-2.5-flash', 'disabled', 1, 24_576],
    ['gemini-2.5-flash-lite-preview-09-2025', 'disabled', 512, 24_576],
    ['gemini-3-pro-image-preview', 'lowest-effort', 128, 32_768],
  ])('knows the budget of %s', (model, off, minimumBudget, maximumBudget) => {
    expect(factsOf(model)?.thinking).toMatchObject({
      kinds: ['budget'],
      off,
      minimumBudget,
      maximumBudget,
    });
  });

  it.each(['gemini-2.0-flash', 'gemini-2.5-flash-image', 'gemma-3-27b-it'])(
    'knows that %s does not think',
    (model) => {
      expect(factsOf(model)?.thinking?.kinds).toEqual([]);
    },
  );

  it('knows embedding models', () => {
    expect(factsOf('gemini-embedding-2')).toMatchObject({ embeddings: true, listed: true });
  });

  it('has no row that an earlier one hides, and lists plain names only', () => {
    for (const row of gemini.models) expect(factsOf(row.match.replaceAll('*', '9'))).toBe(row);
    const listed = gemini.models.filter((row) => row.listed).map((row) => row.match);
    expect(listed).not.toContainEqual(expect.stringContaining('*'));
    expect(listed.length).toBeGreaterThan(5);
  });

  it('is addressed without an API version, which is a quirk', () => {
    expect(gemini).toMatchObject({
      baseUrl: 'https://generativelanguage.googleapis.com',
      variablePrefix: 'GEMINI',
      adapter: 'gemini',
      needsKey: true,
    });
  });
});
