import { describe, expect, it } from '@jest/globals';
import type { ModelFacts } from 'llm-gateway/contracts';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { inputBudget } from './input-budget.js';

describe('inputBudget', () => {
  it.each<[string, ModelFacts, object, number | undefined, number]>([
    ['is endless when nothing is known', {}, {}, undefined, Infinity],
    ['is endless without a window', { maximumOutput: 10 }, { max_tokens: 5 }, undefined, Infinity],
    [
      'leaves 4,096 tokens for the answer, and a tenth',
      { contextWindow: 10_000 },
      {},
      undefined,
      5_313,
    ],
    [
      'leaves no more than the model writes',
      { contextWindow: 10_000, maximumOutput: 1_000 },
      {},
      undefined,
      8_100,
    ],
    [
      'leaves what the request asks for',
      { contextWindow: 10_000 },
      { max_completion_tokens: 9_000, max_tokens: 1 },
      undefined,
      900,
    ],
    [
      'knows its older name',
      { contextWindow: 10_000 },
      { max_completion_tokens: null, max_tokens: 100 },
      undefined,
      8_910,
    ],
    [
      'ignores a wish that the model cannot fulfil',
      { contextWindow: 10_000, maximumOutput: 2_000 },
      { max_tokens: 100_000 },
      undefined,
      7_200,
    ],
    ['is nothing when the answer takes all', { contextWindow: 10 }, {}, undefined, 0],
    ["is the session's limit", {}, {}, 77, 77],
    ["is the session's limit in a larger window", { contextWindow: 10_000 }, {}, 77, 77],
    ["is the window's below the session's limit", { contextWindow: 5_000 }, {}, 77_000, 813],
  ])('%s', (_what, facts, body, maximumTokens, budget) => {
    expect(inputBudget(facts, body as ChatCompletionRequest, maximumTokens)).toBe(budget);
  });
});
