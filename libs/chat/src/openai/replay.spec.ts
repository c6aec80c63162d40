import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AssistantPart, ReasoningPart, StreamPart, ToolCallPart } from 'llm-gateway/contracts';
import { ChatChunkEncoder } from './chat-chunk-encoder.js';
import type { ChatCompletionMessage } from './chat-message.schema.js';
import { decodeMessages } from './decode-messages.js';
import { encodeChatResponse } from './encode-chat-response.js';

// A client sends an answer back in its next request. What the provider needs unchanged (signatures,
// encrypted thinking, thought signatures, call ids) must survive the way out and in again.

const word = fc.string({ minLength: 1, maxLength: 8 });
const reasoning: fc.Arbitrary<ReasoningPart> = fc.oneof(
  fc.record(
    {
      type: fc.constant('reasoning' as const),
      text: fc.string(),
      signature: word,
      format: word,
      id: word,
    },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record(
    {
      type: fc.constant('reasoning' as const),
      text: fc.constant(''),
      encrypted: word,
      format: word,
    },
    { requiredKeys: ['type', 'text', 'encrypted'] },
  ),
);
const toolCall: fc.Arbitrary<ToolCallPart> = fc.record(
  {
    type: fc.constant('tool-call' as const),
    id: word,
    name: word,
    arguments: fc.json(),
    kind: fc.constantFrom('function' as const, 'custom' as const),
    providerMetadata: fc.constant({ google: { thought_signature: 's' } }),
  },
  { requiredKeys: ['type', 'id', 'name', 'arguments', 'kind'] },
);
const answer: fc.Arbitrary<AssistantPart[]> = fc
  .tuple(
    fc.array(reasoning, { maxLength: 3 }),
    fc.array(
      word.map((text) => ({ type: 'text' as const, text })),
      { maxLength: 1 },
    ),
    fc.array(
      word.map((text) => ({ type: 'refusal' as const, text })),
      { maxLength: 1 },
    ),
    fc.array(toolCall, { maxLength: 3 }),
  )
  .map((kinds): AssistantPart[] => kinds.flat());

/** As adapters stream them: text in two pieces. */
function stream(parts: readonly AssistantPart[]): StreamPart[] {
  const indexes = { reasoning: 0, 'tool-call': 0 };
  const steps = parts.flatMap((part): StreamPart[] => {
    switch (part.type) {
      case 'text':
      case 'refusal': {
        const type = part.type === 'text' ? ('text-delta' as const) : ('refusal-delta' as const);
        return [part.text.slice(0, 1), part.text.slice(1)].map((text) => ({
          type,
          choice: 0,
          text,
        }));
      }
      case 'reasoning': {
        const at = { choice: 0, index: indexes.reasoning++ };
        const { type: _type, text, ...rest } = part;
        return [
          ...[text.slice(0, 1), text.slice(1)].map((piece) => ({
            type: 'reasoning-delta' as const,
            ...at,
            text: piece,
          })),
          { type: 'reasoning-end', ...at, ...rest },
        ];
      }
      case 'tool-call': {
        const at = { choice: 0, index: indexes['tool-call']++ };
        const { type: _type, arguments: text, ...rest } = part;
        return [
          { type: 'tool-call-start', ...at, ...rest },
          { type: 'tool-call-delta', ...at, arguments: text.slice(0, 1) },
          { type: 'tool-call-delta', ...at, arguments: text.slice(1) },
          { type: 'tool-call-end', ...at },
        ];
      }
    }
  });
  return [
    { type: 'response-start' },
    ...steps,
    { type: 'choice-end', choice: 0, finishReason: 'stop' },
    { type: 'response-end' },
  ];
}

/** As client libraries collect chunks: strings joined, list entries by their `index`. */
function merge(into: any, delta: any): any {
  if (typeof into === 'string' && typeof delta === 'string') return into + delta;
  if (into === undefined || into === null) return delta;
  if (Array.isArray(into)) {
    for (const entry of delta) {
      const at = into.findIndex(({ index }) => index === entry.index);
      if (at < 0) into.push(entry);
      else into[at] = merge(into[at], entry);
    }
    return into;
  }
  if (typeof into !== 'object') return delta;
  for (const [name, value] of Object.entries(delta)) into[name] = merge(into[name], value);
  return into;
}

function collectMessage(parts: readonly AssistantPart[]): ChatCompletionMessage {
  const encoder = new ChatChunkEncoder({ model: 'm', includeUsage: false });
  const events = stream(parts)
    .map((part) => encoder.encode(part))
    .join('')
    .split('\n\n');
  let message: any;
  for (const event of events.slice(0, -2))
    message = merge(message, JSON.parse(event.slice('data: '.length)).choices[0].delta);
  return message;
}

function decode(message: unknown): readonly AssistantPart[] {
  const [decoded] = decodeMessages([message as ChatCompletionMessage]);
  return decoded?.role === 'assistant' ? decoded.parts : [];
}

/** Empty thinking without anything to replay is as good as none. */
const worthReplaying = (parts: readonly AssistantPart[]) =>
  parts.filter(
    (part) =>
      part.type !== 'reasoning' ||
      part.text + (part.signature ?? part.encrypted ?? part.format ?? part.id ?? ''),
  );

describe('an answer that a client sends back', () => {
  it('is what the provider said, from a whole answer', () => {
    fc.assert(
      fc.property(answer, (parts) => {
        const message = { role: 'assistant', parts } as const;
        const body = encodeChatResponse(
          { choices: [{ index: 0, message, finishReason: 'stop' }] },
          'm',
        );
        const [choice] = JSON.parse(JSON.stringify(body)).choices;
        expect(worthReplaying(decode(choice.message))).toEqual(worthReplaying(parts));
      }),
    );
  });

  it('is what the provider said, from a collected stream', () => {
    fc.assert(
      fc.property(answer, (parts) => {
        expect(worthReplaying(decode(collectMessage(parts)))).toEqual(worthReplaying(parts));
      }),
    );
  });
});
