import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from 'llm-gateway/contracts';
import { JsonBodyPipe } from 'llm-gateway/http';
import { ChatCompletionRequest } from './chat-completion-request.schema.js';
import { decodeChatRequest, type DecodedChatRequest } from './decode-chat-request.js';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
}

type Arbitrary = fc.Arbitrary<unknown>;

/** Strings that decoding looks into, beside any others. */
const PROVOKING = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'https://example.com/a.png',
    'http://',
    'data:',
    'data:image/png;base64,AA==',
    'data:image/png;base64,A',
    'data:,%',
    'data:;;;,',
    '__proto__',
    'call_function_0',
    'c1',
    '\ud800',
    'constructor',
  ),
);

const FREE_FORM = fc.dictionary(PROVOKING, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });

/** Values that a schema of ours allows. */
function allowedBy(schema: Schema): Arbitrary {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const forms = schema.oneOf ?? schema.anyOf;
  if (forms) return fc.oneof(...forms.map(allowedBy));
  const types = [schema.type ?? 'any'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema)));
}

function ofType(type: string, schema: Schema): Arbitrary {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1_000, max: schema.maximum ?? 1_000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'string':
      return PROVOKING.filter(
        ({ length }) => length >= (schema.minLength ?? 0) && length <= (schema.maxLength ?? 64),
      );
    case 'array':
      return fc.array(allowedBy(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: 4,
      });
    case 'object':
      return objectOf(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf({ properties, required, additionalProperties }: Schema): Arbitrary {
  if (!properties)
    return typeof additionalProperties === 'object'
      ? fc.dictionary(fc.string({ maxLength: 8 }), allowedBy(additionalProperties), { maxKeys: 3 })
      : FREE_FORM;
  const fields = Object.entries(properties).map(([name, field]) => [name, allowedBy(field)]);
  const known = fc.record(Object.fromEntries(fields) as Record<string, Arbitrary>, {
    requiredKeys: [...(required ?? [])],
  });
  const unknown = fc.dictionary(
    fc.constantFrom('x_unknown', 'toString', '__proto__'),
    fc.integer(),
    {
      maxKeys: 1,
    },
  );
  return fc.tuple(unknown, known).map(([more, object]) => ({ ...more, ...object }));
}

const pipe = new JsonBodyPipe<ChatCompletionRequest>(ChatCompletionRequest);
const bodies = allowedBy(ChatCompletionRequest as Schema).map((body) =>
  Buffer.from(JSON.stringify(body)),
);

function outcomeOf(value: ChatCompletionRequest): DecodedChatRequest | GatewayError {
  try {
    return decodeChatRequest(value);
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

function isRefusal({ code, message, details }: GatewayError): boolean {
  const { param = '' } = details;
  return (
    code === 'invalid_request' &&
    /^messages\[\d+\]\./.test(param) &&
    message.startsWith(`'${param}' `) &&
    message.endsWith('.')
  );
}

describe('decodeChatRequest of any body that the schema allows', () => {
  it('gives a request or refuses with a field and a sentence, and nothing else', () => {
    let decoded = 0;
    let refused = 0;
    fc.assert(
      fc.property(bodies, (bytes) => {
        const { value } = pipe.transform(bytes);
        const outcome = outcomeOf(value);
        if (outcome instanceof GatewayError) {
          refused += 1;
          return isRefusal(outcome);
        }
        decoded += 1;
        return outcome.request.messages.length === value.messages.length;
      }),
      { numRuns: 400 },
    );
    expect(decoded).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
  });
});
