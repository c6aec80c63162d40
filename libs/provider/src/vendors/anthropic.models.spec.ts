import { describe, expect, it } from '@jest/globals';
import type { ModelFacts } from 'llm-gateway/contracts';
import { chatCallFor } from 'llm-gateway/testing';
import { findModelFacts } from '../routing/find-model-facts.js';
import { anthropic } from './anthropic.vendor.js';

const { provider } = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'anthropic' });
const factsOf = (model: string): ModelFacts =>
  findModelFacts({ ...provider, models: anthropic.models }, model);

/** Reference/protocols.md 3.6: sampling, kinds of thinking, off switch, forced tools, output. */
const ROWS: [string, string][] = [
  ['claude-opus-5-5', 'no adaptive lowest-effort no 128000'],
  ['claude-opus-5-5@20260922', 'no adaptive lowest-effort no 128000'],
  ['claude-sonnet-5-5', 'no adaptive between-tools<=high no 128000'],
  ['claude-haiku-5-5', 'no adaptive disabled<=high yes 128000'],
  ['claude-opus-5', 'no adaptive+budget disabled<=high yes 128000'],
  ['claude-fable-5-1', 'no adaptive lowest-effort no 128000'],
  ['claude-fable-5-2', 'no adaptive lowest-effort no 128000'],
  ['claude-fable-5', 'no adaptive lowest-effort yes 128000'],
  ['claude-opus-4-8', 'no adaptive disabled yes 128000'],
  ['claude-opus-4-7', 'no adaptive disabled yes 128000'],
  ['claude-sonnet-5', 'no adaptive disabled yes 128000'],
  ['claude-opus-4-6', 'yes adaptive+budget disabled yes 128000'],
  ['claude-sonnet-4-6', 'yes adaptive+budget disabled yes 128000'],
  ['claude-opus-4-5-20251101', 'yes budget disabled yes 64000'],
  ['claude-sonnet-4-5-20250929', 'yes budget disabled yes 64000'],
  ['claude-haiku-4-5-20251001', 'yes budget disabled yes 64000'],
  ['claude-opus-4-1-20250805', 'yes budget disabled yes 32000'],
  ['claude-opus-4-20250514', 'yes budget disabled yes 32000'],
  ['claude-opus-4-0', 'yes budget disabled yes 32000'],
  ['claude-sonnet-4@20250514', 'yes budget disabled yes 64000'],
  ['claude-3-7-sonnet-20250219', 'yes budget disabled yes 64000'],
  ['claude-3-5-sonnet-20241022', 'yes  disabled yes 8192'],
  ['claude-3-5-haiku-latest', 'yes  disabled yes 8192'],
  ['claude-3-sonnet-20240229', 'yes  disabled yes 4096'],
  ['claude-3-opus-20240229', 'yes  disabled yes 4096'],
  ['claude-2.1', 'yes  disabled yes 4096'],
  ['claude-instant-1.2', 'yes  disabled yes 4096'],
  ['claude-opus-5-7', 'no adaptive lowest-effort no 128000'],
  ['claude-sonnet-6', 'no adaptive lowest-effort no 128000'],
  ['claude-of-tomorrow', 'no adaptive lowest-effort no 128000'],
];

function summary({ sampling, thinking, forcedTools, maximumOutput }: ModelFacts): string {
  const limit = thinking?.offMaximumEffort ? `<=${thinking.offMaximumEffort}` : '';
  return [
    sampling ? 'yes' : 'no',
    thinking?.kinds.join('+'),
    `${thinking?.off}${limit}`,
    forcedTools ? 'yes' : 'no',
    maximumOutput,
  ].join(' ');
}

describe('the table of Claude models', () => {
  it.each(ROWS)('%s: %s', (model, expected) => {
    expect(summary(factsOf(model))).toBe(expected);
  });

  it.each([
    ['claude-opus-5-5', true, true, false],
    ['claude-opus-4-8', true, true, false],
    ['claude-sonnet-5', true, false, false],
    ['claude-opus-4-6', true, false, false],
    ['claude-haiku-4-5', true, false, true],
    ['claude-opus-4-1', true, false, true],
    ['claude-sonnet-4-20250514', false, false, true],
    ['claude-3-haiku-20240307', false, false, true],
  ])('%s: structured output %s, system turns %s, prefill %s', (model, native, system, prefill) => {
    expect(factsOf(model)).toMatchObject({
      structuredOutput: native,
      systemMidConversation: system,
      prefill,
    });
  });

  it.each([
    ['claude-opus-4-8', ['low', 'medium', 'high', 'xhigh', 'max']],
    ['claude-opus-4-6', ['low', 'medium', 'high', 'max']],
    ['claude-opus-4-5', ['low', 'medium', 'high']],
    ['claude-sonnet-4-5', undefined],
  ])('%s knows the efforts %j', (model, efforts) => {
    expect(factsOf(model).thinking?.efforts).toEqual(efforts);
  });

  it.each([
    ['claude-haiku-5-5', 1_000_000],
    ['claude-sonnet-4-5', 200_000],
    ['claude-2.0', 100_000],
  ])('%s reads %i tokens', (model, contextWindow) => {
    expect(factsOf(model).contextWindow).toBe(contextWindow);
  });

  it('lists real names only', () => {
    const listed = anthropic.models.filter(({ listed }) => listed).map(({ match }) => match);
    expect(listed).toContain('claude-opus-5-5');
    expect(listed.filter((name) => /[*@]/.test(name))).toEqual([]);
  });
});
