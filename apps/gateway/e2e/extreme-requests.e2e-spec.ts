import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { FakeReply } from 'llm-gateway/testing';
import { useGateway } from './support/gateway-under-test.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();
const MODELS = [...SUBJECTS.map(({ model }) => model), 'simulator/echo', 'simulator/reasoner'];
const RUNS = 50;
const seed = 20_261_123;
/** Fits every response format that is asked for. */
const JSON_REPLY: FakeReply = { text: ['{"a":', '1}'], usage: { input: 3, output: 3 } };

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
/** Nobody gets beyond the check of such a field at many providers. */
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 30, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\uD800',
    '{}',
    '[DONE]',
    'data: x\n\n',
    '<think>',
    '__proto__',
  ),
);
const name = fc.oneof(
  fc.constantFrom('search', 'a.b/c', 'größe', 'constructor', 'x'.repeat(256), 'web search'),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const image = fc
  .constantFrom('data:image/png;base64,AAAA', 'https://example.com/a.png', 'data:,x')
  .map((url) => ({ type: 'image_url', image_url: { url } }));
const textPart = text.map((text) => ({ type: 'text', text }));
const file = fc.constant({ type: 'file', file: { file_data: 'data:text/plain;base64,eA==' } });
const audio = fc.constant({ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } });
const userContent = fc.oneof(
  text,
  fc.array(
    fc.oneof({ weight: 9, arbitrary: textPart }, { weight: 3, arbitrary: image }, file, audio),
    { maxLength: 3 },
  ),
);

const toolInput = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('{}', '{"query":"x"}', '{"a":{"b":[]}}') },
  { weight: 1, arbitrary: text },
);
const exchange = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 12 }),
    name,
    input: toolInput,
    result: text,
    said: text,
  })
  .map(({ id, name, input, result, said }) => [
    {
      role: 'assistant',
      content: said,
      tool_calls: [{ id, type: 'function', function: { name, arguments: input } }],
    },
    { role: 'tool', tool_call_id: id, content: result },
  ]);
const message = fc.oneof(
  fc.record({ role: fc.constantFrom('system', 'developer'), content: text }).map((one) => [one]),
  fc
    .record({ role: fc.constant('user'), content: userContent, name: optional(text) })
    .map((one) => [one]),
  fc
    .record({
      role: fc.constant('assistant'),
      content: fc.option(text),
      reasoning_content: optional(text),
    })
    .map((one) => [one]),
  exchange,
);
const schema = fc.constantFrom(
  {},
  { type: 'object' },
  { type: ['object', 'null'], properties: { a: { $ref: '#' } } },
  { type: 'array', items: false },
  { anyOf: [{ type: 'object' }, { type: 'null' }], $defs: { a: { $ref: '#/$defs/a' } } },
  { type: 'object', properties: { a: true }, required: ['a', 'b'], additionalProperties: {} },
  { type: 'object', properties: { __proto__x: { enum: [] }, '': { const: null } } },
  { $schema: 'https://json-schema.org/draft/2020-12/schema', description: 'x', 'x-own': 1 },
);
const tools = fc.uniqueArray(
  fc.record({
    type: fc.constant('function'),
    function: fc.record({
      name,
      description: optional(text),
      parameters: optional(schema),
      strict: optional(fc.boolean()),
    }),
  }),
  { maxLength: 3, selector: (tool) => tool.function.name },
);

/** Requests that the schema of the route lets through, however odd. */
const body = fc.record({
  stream: fc.boolean(),
  messages: fc.array(message, { minLength: 1, maxLength: 4 }).map((messages) => messages.flat()),
  tools: optional(tools),
  tool_choice: optional(fc.constantFrom('auto', 'none', 'required')),
  response_format: optional(
    fc.oneof(
      fc.constantFrom({ type: 'text' }, { type: 'json_object' }),
      schema.map((schema) => ({ type: 'json_schema', json_schema: { name: 'x', schema } })),
    ),
  ),
  max_tokens: optional(fc.constantFrom(1, 100, 4_096, 1e300)),
  temperature: optional(fc.constantFrom(0, 2, 1e-300)),
  top_p: optional(fc.constantFrom(0, 1)),
  seed: optional(fc.constantFrom(-1, 0, 2 ** 53, 1e300)),
  n: rarely(fc.constantFrom(1, 3, 128)),
  stop: optional(fc.oneof(text, fc.array(text, { maxLength: 6 }))),
  logit_bias: rarely(fc.constantFrom({}, { 1: -100 }, { x: 100 })),
  logprobs: rarely(fc.boolean()),
  top_logprobs: rarely(fc.constantFrom(0, 20)),
  reasoning_effort: optional(fc.constantFrom('none', 'minimal', 'low', 'high', 'max')),
  metadata: optional(fc.dictionary(fc.constantFrom('a', '__proto__', ''), text)),
  user: optional(text),
  unheard_of: rarely(fc.jsonValue({ maxDepth: 1 })),
});

describe.each(MODELS)('extreme requests for %s', (model) => {
  it('are answered, or refused with a reason, and never a fault of the gateway', async () => {
    let answered = 0;
    const property = fc.asyncProperty(body, async (request) => {
      gateway.reset();
      for (const upstream of gateway.upstreams) upstream.defaultReply = JSON_REPLY;
      const response = await fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...request, model }),
      });
      const answer = await response.text();
      expect(answer).not.toMatch(/"code":"(internal_error|provider_(?!rejected))/);
      expect(response.status).toBeLessThan(500);
      answered += response.ok ? 1 : 0;
    });
    await fc.assert(property, { seed, numRuns: RUNS });
    expect(answered).toBeGreaterThan(RUNS / 20);
  });
});
