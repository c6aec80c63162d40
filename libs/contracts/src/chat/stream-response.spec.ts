import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AssistantPart } from './chat-message.js';
import { collectResponse } from './response-collector.js';
import type { ChatResponse } from './chat-response.js';
import { streamResponse } from './stream-response.js';

const text = fc.string({ unit: 'grapheme' });
const count = fc.nat();
const fields = fc.dictionary(fc.constantFrom('service_tier', 'citations', 'x'), fc.jsonValue(), {
  minKeys: 1,
});

const part: fc.Arbitrary<AssistantPart> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('refusal' as const), text }),
  fc.record(
    { type: fc.constant('reasoning' as const), text, signature: text, encrypted: text, id: text },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record(
    {
      type: fc.constant('tool-call' as const),
      id: text,
      name: text,
      arguments: text,
      kind: fc.constantFrom('function' as const, 'custom' as const),
      providerMetadata: fc.constant({ google: { thought_signature: 'c2lnbmVk' } }),
    },
    { requiredKeys: ['type', 'id', 'name', 'arguments', 'kind'] },
  ),
);

/** Two texts in a row are one in a stream. */
const parts = fc
  .array(part, { maxLength: 6 })
  .map((all) => all.filter(({ type }, index) => type !== all[index - 1]?.type || !isText(type)));

const isText = (type: string) => type === 'text' || type === 'refusal';

const choice = fc
  .record(
    {
      parts,
      finishReason: fc.constantFrom('stop' as const, 'length' as const, 'tool_calls' as const),
      logprobs: fc.constant({ content: [{ token: 'Hi', logprob: -0.1 }] }),
      messageExtensions: fields,
      choiceExtensions: fields,
    },
    { requiredKeys: ['parts', 'finishReason'] },
  )
  .map(({ parts: said, logprobs, ...rest }) => ({
    ...rest,
    message: { role: 'assistant' as const, parts: said },
    // Log probabilities of no text have no place in a stream.
    ...(logprobs && said.some(({ type }) => isText(type)) && { logprobs }),
  }));

const response: fc.Arbitrary<ChatResponse> = fc
  .record(
    {
      id: text,
      model: text,
      created: count,
      choices: fc.array(choice, { maxLength: 3 }),
      usage: fc.record({ inputTokens: count, outputTokens: count }),
      extensions: fields,
    },
    { requiredKeys: ['choices'] },
  )
  .map(({ choices, ...head }) => ({
    ...head,
    choices: choices.map((one, index) => ({ index, ...one })),
  }));

describe('streamResponse', () => {
  it('is what the collector puts together to the same answer', () => {
    fc.assert(
      fc.property(response, (whole) => {
        expect(collectResponse([...streamResponse(whole)])).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the parts of a stream in their order', () => {
    const whole: ChatResponse = {
      id: 'a',
      choices: [
        {
          index: 0,
          finishReason: 'tool_calls',
          message: {
            role: 'assistant',
            parts: [
              { type: 'reasoning', text: 'Well', signature: 's' },
              { type: 'text', text: 'Hi' },
              { type: 'tool-call', id: 'c', name: 'n', arguments: '{}', kind: 'function' },
            ],
          },
        },
      ],
      usage: { inputTokens: 1, outputTokens: 2 },
    };
    expect([...streamResponse(whole)].map(({ type }) => type)).toEqual([
      'response-start',
      'reasoning-delta',
      'reasoning-end',
      'text-delta',
      'tool-call-start',
      'tool-call-delta',
      'tool-call-end',
      'choice-end',
      'response-end',
    ]);
  });
});
