import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readEnvelope } from './support/envelope.js';
import { CHAT_BODY, invalidChatBody, invalidEmbeddingsBody } from './support/fuzzed-bodies.js';
import { useGateway } from './support/gateway-under-test.js';
import { subjectNamed } from './support/subjects.js';
import { nested } from './support/wrong-values.js';

const gateway = useGateway();

const FORWARDED = subjectNamed('openai').model;
/** Forwarded as bytes, translated, and answered without a network. */
const MODELS = [
  FORWARDED,
  subjectNamed('anthropic').model,
  subjectNamed('gemini').model,
  'simulator/echo',
];
const CHAT = '/v1/chat/completions';
const EMBEDDINGS = '/v1/embeddings';
/** The same requests in every run. */
const seed = 20_261_123;

function post(path: string, body: string | Uint8Array): Promise<Response> {
  return fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body as RequestInit['body'],
  });
}

async function refuse(path: string, body: string | Uint8Array): Promise<void> {
  const response = await post(path, body);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  await readEnvelope(response);
}

/** Resolves when all were refused, no upstream has seen one, and a good request is still answered. */
async function areRefused(
  path: string,
  bodies: fc.Arbitrary<string | Uint8Array>,
  numRuns: number,
): Promise<boolean> {
  const property = fc.asyncProperty(bodies, (body) => refuse(path, body));
  await fc.assert(property, { seed, numRuns });
  const isUntouched = gateway.upstreams.every(({ requests }) => requests.length === 0);
  const messages = [{ role: 'user', content: 'Hi' }];
  const response = await post(CHAT, JSON.stringify({ model: FORWARDED, messages }));
  await response.text();
  return isUntouched && response.status === 200;
}

const asText = (bodies: fc.Arbitrary<object>) => bodies.map((body) => JSON.stringify(body));

describe.each(MODELS)('malformed requests for %s', (model) => {
  it('refuses a chat body with one fault', async () => {
    // A body that is forwarded is not decoded: its vendor judges image addresses and call ids.
    const bodies = asText(invalidChatBody(model, model !== FORWARDED));
    expect(await areRefused(CHAT, bodies, 120)).toBe(true);
  });

  it('refuses an embeddings body with one fault', async () => {
    const bodies = asText(invalidEmbeddingsBody(model));
    expect(await areRefused(EMBEDDINGS, bodies, 40)).toBe(true);
  });

  it('refuses a chat body that is cut', async () => {
    const text = JSON.stringify({ ...CHAT_BODY, model });
    const cut = fc.integer({ min: 0, max: text.length - 1 }).map((end) => text.slice(0, end));
    expect(await areRefused(CHAT, cut, 40)).toBe(true);
  });
});

describe.each([CHAT, EMBEDDINGS])('malformed requests to %s', (path) => {
  it.each<[string, fc.Arbitrary<string | Uint8Array>]>([
    ['JSON', fc.json({ maxDepth: 4 })],
    ['bytes', fc.uint8Array({ maxLength: 200 })],
    ['text', fc.string({ unit: 'grapheme', maxLength: 100 })],
    ['objects', asText(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }))],
  ])('refuses random %s', async (_name, bodies) => {
    expect(await areRefused(path, bodies, 60)).toBe(true);
  });

  it.each([129, 1_000, 200_000])('refuses %i levels of nesting', async (levels) => {
    const bodies = (['array', 'object'] as const).flatMap((kind) => {
      const deep = nested(levels, kind);
      const last = JSON.stringify({ ...CHAT_BODY, model: FORWARDED, input: 'one', more: 'DEEP' });
      return [
        deep,
        `{"model":"${FORWARDED}","messages":${deep},"input":${deep}}`,
        last.replace('"DEEP"', deep),
      ];
    });
    expect(await areRefused(path, fc.constantFrom(...bodies), 20)).toBe(true);
  });

  it('refuses a body that names __proto__', async () => {
    await refuse(path, '{"__proto__":{"model":"openai/gpt-4o","messages":[]}}');
    expect(({} as { model?: string }).model).toBeUndefined();
  });
});
