import { describe, expect, it } from '@jest/globals';
import { fakeGemini } from './fake-gemini.js';
import { DEFAULT_REPLY, type FakeReply } from './fake-reply.js';

interface Asked {
  readonly model?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(body: unknown, asked: Asked = {}, reply: FakeReply = DEFAULT_REPLY) {
  const { model = 'gemini-3.8-flash', method = 'generateContent' } = asked;
  const answer = fakeGemini.answer(
    {
      method: 'POST',
      path: `/v1beta/models/${model}:${method}`,
      headers: asked.headers ?? { 'x-goog-api-key': 'key' },
      text: JSON.stringify(body),
      json: body,
    },
    reply,
  );
  return { ...answer, text: answer.frames.join('') };
}

function refusal(body: unknown, asked?: Asked): string {
  const { status, text } = ask(body, asked);
  const { error } = JSON.parse(text);
  expect([status, error.code]).toEqual([error.code, status]);
  return `${error.status}: ${error.message}`;
}

const user = (...parts: object[]) => ({ role: 'user', parts });
const model = (...parts: object[]) => ({ role: 'model', parts });
const hi = user({ text: 'Hi' });
const call = (name: string, rest: object = {}) => ({ functionCall: { name, args: {} }, ...rest });
const answer = (name: string) => ({ functionResponse: { name, response: {} } });
const signed = { thoughtSignature: 'c2ln' };

describe('fakeGemini', () => {
  it.each([
    ['no key', { headers: {} }, /^PERMISSION_DENIED: .*unregistered callers/],
    ['a bad key', { headers: { 'x-goog-api-key': 'invalid' } }, /^INVALID_ARGUMENT: API key not/],
    ['an unknown model', { model: 'missing' }, /^NOT_FOUND: models\/missing is not found/],
  ])('refuses %s', (_, asked, expected) => {
    expect(refusal({ contents: [hi] }, asked)).toMatch(expected);
  });

  it.each([
    ['no contents', {}, /contents is not specified/],
    ['an empty turn', { contents: [user()] }, /parts must not be empty/],
    ['a part without data', { contents: [user({ thought: true })] }, /must have one initialized/],
    [
      'a part with two data fields',
      { contents: [user({ text: 'a', inlineData: {} })] },
      /already set. Cannot set 'inlineData'/,
    ],
    ['a role of OpenAI', { contents: [{ ...hi, role: 'assistant' }] }, /valid role: user, model/],
    ['an unknown field', { contents: [hi], messages: [] }, /Unknown name "messages"/],
    [
      'an unknown setting',
      { contents: [hi], generationConfig: { max_tokens: 1 } },
      /Unknown name "max_tokens" at 'generation_config'/,
    ],
    [
      'fewer answers than calls',
      { contents: [hi, model(call('a', signed), call('b')), user(answer('a'))] },
      /number of function response parts is equal/,
    ],
    [
      'answers in another order',
      { contents: [hi, model(call('a', signed), call('b')), user(answer('b'), answer('a'))] },
      /number of function response parts is equal/,
    ],
    [
      'an answer without a call',
      { contents: [hi, model({ text: 'a' }), user(answer('a'))] },
      /comes immediately after a function call turn/,
    ],
    [
      'a call of the current turn without a signature',
      { contents: [hi, model(call('a')), user(answer('a'))] },
      /missing a thought_signature in functionCall parts.*default_api:a/,
    ],
    [
      'a choice without tools',
      { contents: [hi], toolConfig: { functionCallingConfig: { mode: 'ANY' } } },
      /without function_declarations/,
    ],
  ])('refuses %s', (_, body, expected) => {
    expect(refusal(body)).toMatch(expected);
  });

  it('demands signatures of the current turn only, and not before Gemini 3', () => {
    const contents = [hi, model(call('a')), user(answer('a'))];
    expect(ask({ contents }, { model: 'gemini-2.5-pro' }).status).toBe(200);
    expect(ask({ contents: [...contents, model({ text: 'b' }), hi] }).status).toBe(200);
  });

  const reply: FakeReply = { text: ['a', 'b'], usage: { input: 4, output: 6, reasoning: 2 } };
  const method = 'streamGenerateContent';

  it('streams a JSON array unless asked for server-sent events', () => {
    const { text, headers } = ask({ contents: [hi] }, { method }, reply);
    expect(headers['content-type']).toMatch('application/json');
    expect(JSON.parse(text)).toHaveLength(3);
    const events = ask({ contents: [hi] }, { method: `${method}?alt=sse` }, reply);
    expect(events.headers['content-type']).toBe('text/event-stream');
    expect(events.frames).toHaveLength(3);
    for (const frame of events.frames) expect(frame).toMatch(/^data: \{.*\}\r\n\r\n$/);
    expect(events.text).not.toContain('[DONE]');
  });

  it('repeats the usage in every chunk, grown', () => {
    const chunks: any[] = JSON.parse(ask({ contents: [hi] }, { method }, reply).text);
    expect(chunks.map(({ usageMetadata }) => usageMetadata.candidatesTokenCount)).toEqual([
      2, 3, 4,
    ]);
    expect(chunks.at(-1).usageMetadata).toMatchObject({
      promptTokenCount: 4,
      thoughtsTokenCount: 2,
      totalTokenCount: 10,
    });
  });
});
