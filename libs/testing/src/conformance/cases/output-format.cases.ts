import assert from 'node:assert/strict';
import type { ChatRequest, ResponseFormat } from 'llm-gateway/contracts';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { textOf } from '../messages.js';
import { WEATHER } from '../tools.js';
import { fieldCases } from './field-case.js';

const FIELD = /^response_format/;

const SCHEMA: ResponseFormat = {
  type: 'json-schema',
  name: 'place',
  description: 'A place.',
  strict: true,
  schema: {
    type: 'object',
    properties: {
      city_name: { type: 'string', description: 'Its name, field 51.' },
      size: { type: 'integer' },
    },
    required: ['city_name', 'size'],
    additionalProperties: false,
  },
};

const VALUE = { city_name: 'Łódź', size: 3 };
const PIECES = ['{"city_', 'name":"Łó', 'dź","size":', '3}'];

/** JSON as text, whole and streamed, with the finish reason of an answer. */
async function assertJson(
  context: ConformanceContext,
  request: Partial<ChatRequest>,
): Promise<void> {
  for (const response of await context.both(request, { text: PIECES })) {
    assert.deepEqual(JSON.parse(textOf(response)), VALUE);
    assert.equal(response.choices[0]?.finishReason, 'stop');
  }
}

export const OUTPUT_FORMAT_CASES: readonly ConformanceCase[] = [
  ...fieldCases({
    ability: 'json-object',
    title: 'the wish for JSON',
    field: FIELD,
    request: { responseFormat: { type: 'json-object' } },
    reply: { text: PIECES },
  }),
  ...fieldCases({
    ability: 'json-schema',
    title: 'the schema of the answer',
    field: FIELD,
    request: { responseFormat: SCHEMA },
    reply: { text: PIECES },
  }),
  {
    name: 'says no more of the format than the client: text is the default',
    needs: ['http'],
    async run(context) {
      await context.complete({});
      const plain = context.upstream.lastRequest.json;
      await context.complete({ responseFormat: { type: 'text' } });
      const { response_format: _, ...body } = context.upstream.lastRequest.json;
      assert.deepEqual(body, plain);
    },
  },
  {
    name: 'sends each field of the schema',
    needs: ['http', 'json-schema'],
    async run(context) {
      await context.script({ text: PIECES }).complete({ responseFormat: SCHEMA });
      for (const word of ['city_name', 'Its name, field 51.', 'size'])
        assert.ok(context.upstream.lastRequest.text.includes(word), word);
    },
  },
  {
    name: 'gives JSON without a schema as text',
    needs: ['http', 'json-object'],
    run: (context) => assertJson(context, { responseFormat: { type: 'json-object' } }),
  },
  {
    name: 'gives JSON with a schema as text',
    needs: ['http', 'json-schema'],
    run: (context) => assertJson(context, { responseFormat: SCHEMA }),
  },
  {
    name: 'gives JSON with a schema as text beside tools, or refuses both together',
    needs: ['http', 'json-schema', 'tools'],
    async run(context) {
      const request = { responseFormat: SCHEMA, tools: [WEATHER] };
      await assertJson(context, request).catch((error: unknown) => {
        const { code, details } = error as { code?: string; details?: { param?: string } };
        assert.match(code ?? '', /^unsupported/, String(error));
        assert.match(details?.param ?? '', /^(response_format|tools)/);
      });
    },
  },
];
