import { describe, expect, it } from '@jest/globals';
import type { ChatRequest, ModelFacts } from 'llm-gateway/contracts';
import { chatCallFor, chatRequest } from 'llm-gateway/testing';
import { findModelFacts } from '../../routing/find-model-facts.js';
import { ANTHROPIC_MODELS } from '../../vendors/anthropic.models.js';
import type { AnthropicMessageParam } from './anthropic.wire.js';
import { planThinking } from './plan-thinking.js';

const { provider } = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'anthropic' });
const factsOf = (model: string) => findModelFacts({ ...provider, models: ANTHROPIC_MODELS }, model);

const HI: AnthropicMessageParam = { role: 'user', content: [{ type: 'text', text: 'Hi' }] };
const CALL = { type: 'tool_use', id: 't', name: 'f', input: {} } as const;
const RESULT: AnthropicMessageParam = {
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: 't' }],
};

function plan(
  facts: string | ModelFacts,
  request: Partial<ChatRequest>,
  messages: readonly AnthropicMessageParam[] = [HI],
) {
  const ignored = new Set<string>();
  const known = typeof facts === 'string' ? factsOf(facts) : facts;
  const planned = planThinking(chatRequest(request), messages, known, ignored);
  return { ...planned, ignored: [...ignored] };
}

const ADAPTIVE = { type: 'adaptive', display: 'summarized' };

describe('planThinking', () => {
  it('leaves thinking to the model when nothing is asked', () => {
    expect(plan('claude-opus-5-5', {})).toEqual({ maxTokens: 128_000, ignored: [] });
    expect(plan({}, {}).maxTokens).toBe(32_000);
    expect(plan('claude-3-opus-20240229', { maxOutputTokens: 10 }).maxTokens).toBe(10);
  });

  it.each([
    ['claude-opus-5-5', 'minimal', 'low'],
    ['claude-opus-5-5', 'medium', 'medium'],
    ['claude-opus-4-8', 'xhigh', 'xhigh'],
    ['claude-opus-4-6', 'xhigh', 'high'],
    ['claude-sonnet-4-6', 'max', 'max'],
    ['claude-of-tomorrow', 'max', 'max'],
  ] as const)('%s thinks adaptively: %s is effort %s', (model, reasoningEffort, effort) => {
    expect(plan(model, { reasoningEffort })).toEqual({
      maxTokens: 128_000,
      thinking: ADAPTIVE,
      effort,
      ignored: [],
    });
  });

  it.each([
    ['minimal', 1_280],
    ['low', 6_400],
    ['medium', 19_200],
    ['high', 38_400],
    ['xhigh', 57_600],
    ['max', 60_800],
  ] as const)(
    'claude-sonnet-4-5 thinks on a budget: %s is %i tokens',
    (reasoningEffort, budget) => {
      expect(plan('claude-sonnet-4-5', { reasoningEffort, maxOutputTokens: 1_000 })).toEqual({
        maxTokens: budget + 1_000,
        thinking: { type: 'enabled', budget_tokens: budget },
        ignored: [],
      });
    },
  );

  it('never budgets less than Anthropic takes, nor more than the model gives', () => {
    const small = plan('claude-opus-4-1', { reasoningEffort: 'minimal' });
    expect(small.thinking).toEqual({ type: 'enabled', budget_tokens: 1_024 });
    const large = plan('claude-opus-4-1', { reasoningEffort: 'max', maxOutputTokens: 20_000 });
    expect(large).toMatchObject({ maxTokens: 32_000, thinking: { budget_tokens: 30_400 } });
  });

  it.each([
    ['claude-opus-5', { thinking: { type: 'disabled' }, ignored: [] }],
    ['claude-haiku-5-5', { thinking: { type: 'disabled' }, ignored: [] }],
    ['claude-sonnet-5', { thinking: { type: 'disabled' }, ignored: [] }],
    ['claude-opus-4-6', { thinking: { type: 'disabled' }, ignored: [] }],
    ['claude-sonnet-4-5', { thinking: { type: 'disabled' }, ignored: [] }],
    ['claude-sonnet-5-5', { thinking: { type: 'between_tools' }, ignored: ['reasoning_effort'] }],
    ['claude-opus-5-5', { effort: 'low', ignored: ['reasoning_effort'] }],
    ['claude-fable-5', { effort: 'low', ignored: ['reasoning_effort'] }],
    ['claude-3-haiku-20240307', { ignored: [] }],
  ])('%s is told not to think with %o', (model, expected) => {
    const { maxTokens: _, ...planned } = plan(model, { reasoningEffort: 'none' });
    expect(planned).toEqual(expected);
  });

  it('reports an effort that the model knows nothing of', () => {
    expect(plan('claude-3-5-sonnet-20241022', { reasoningEffort: 'high' })).toEqual({
      maxTokens: 8_192,
      ignored: ['reasoning_effort'],
    });
  });

  describe('on a budget', () => {
    const asked = { reasoningEffort: 'high' } as const;
    const thought = { type: 'thinking', thinking: 'Hm', signature: 'S' } as const;

    it('does not think where Anthropic would refuse it', () => {
      const prefill: AnthropicMessageParam = {
        role: 'assistant',
        content: [{ type: 'text', text: '{' }],
      };
      const bare: AnthropicMessageParam = { role: 'assistant', content: [CALL] };
      for (const messages of [
        [HI, prefill],
        [HI, bare, RESULT],
      ]) {
        const { thinking, ignored } = plan('claude-sonnet-4-5', asked, messages);
        expect({ thinking, ignored }).toEqual({
          thinking: undefined,
          ignored: ['reasoning_effort'],
        });
      }
    });

    it('thinks in a tool loop whose thinking came back, and after a finished one', () => {
      const replayed: AnthropicMessageParam = { role: 'assistant', content: [thought, CALL] };
      const said: AnthropicMessageParam = {
        role: 'assistant',
        content: [{ type: 'text', text: 'Ah' }],
      };
      const bare: AnthropicMessageParam = { role: 'assistant', content: [CALL] };
      for (const messages of [
        [HI, replayed, RESULT],
        [HI, bare, RESULT, said, HI],
      ])
        expect(plan('claude-sonnet-4-5', asked, messages).thinking?.type).toBe('enabled');
    });
  });

  it("hands on Anthropic's own thinking field", () => {
    const thinking = { type: 'enabled', budget_tokens: 2_000 };
    const request = {
      unknownFields: { thinking },
      reasoningEffort: 'high',
      maxOutputTokens: 4_000,
    } as const;
    expect(plan('claude-opus-4-6', request)).toEqual({
      maxTokens: 4_000,
      thinking,
      effort: 'high',
      ignored: [],
    });
  });
});
