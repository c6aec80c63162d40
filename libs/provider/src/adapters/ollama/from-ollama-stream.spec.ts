import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StreamPart } from 'llm-gateway/contracts';
import { chatCallFor, collect } from 'llm-gateway/testing';
import { readJsonLines } from '../../upstream/read-json-lines.js';
import { fromOllamaStream } from './from-ollama-stream.js';

const { provider } = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'ollama' });
const FIXTURE = readFileSync(
  join(import.meta.dirname, '__fixtures__/thinking-and-tool-call.ndjson'),
);

async function* cut(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const borders = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < borders.length; i++) yield bytes.subarray(borders[i - 1], borders[i]);
}

function read(text: string | Uint8Array, cuts: readonly number[] = []): Promise<StreamPart[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  let next = 0;
  return collect(
    fromOllamaStream(readJsonLines(cut(bytes, cuts)), provider, () => `call_${next++}`),
  );
}

const line = (message: object, rest: object = {}) =>
  `${JSON.stringify({ model: 'm', message: { role: 'assistant', content: '', ...message }, done: false, ...rest })}\n`;
const DONE = line({}, { done: true, done_reason: 'stop' });

describe('fromOllamaStream', () => {
  it('reads thinking, text and two tool calls without ids', async () => {
    expect(await read(FIXTURE)).toEqual([
      { type: 'response-start', model: 'qwen3:8b', created: 1_789_659_777 },
      { type: 'reasoning-delta', choice: 0, index: 0, text: 'The user wants' },
      { type: 'reasoning-delta', choice: 0, index: 0, text: ' the weather in Zürich.' },
      { type: 'reasoning-end', choice: 0, index: 0 },
      { type: 'text-delta', choice: 0, text: 'Let me look. 🌦' },
      {
        type: 'tool-call-start',
        choice: 0,
        index: 0,
        id: 'call_0',
        name: 'get_weather',
        kind: 'function',
      },
      { type: 'tool-call-delta', choice: 0, index: 0, arguments: '{"city":"Zürich","days":2}' },
      { type: 'tool-call-end', choice: 0, index: 0 },
      { type: 'tool-call-start', choice: 0, index: 1, id: 'call_1', name: 'now', kind: 'function' },
      { type: 'tool-call-delta', choice: 0, index: 1, arguments: '{}' },
      { type: 'tool-call-end', choice: 0, index: 1 },
      { type: 'choice-end', choice: 0, finishReason: 'tool_calls' },
      {
        type: 'response-end',
        usage: { inputTokens: 169, outputTokens: 35 },
        extensions: {
          total_duration: 30_258_609_300,
          load_duration: 19_906_358_300,
          prompt_eval_duration: 10_175_903_000,
          eval_duration: 173_639_000,
        },
      },
    ]);
  });

  it('gives the same parts wherever the bytes are cut', async () => {
    const expected = await read(FIXTURE);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(FIXTURE.length), { maxLength: 40 }), async (cuts) => {
        expect(await read(FIXTURE, cuts)).toEqual(expected);
      }),
    );
  });

  it('keeps an id that a newer server gives and mints the documented form else', async () => {
    const call = { function: { name: 'f', arguments: {} } };
    const lines = line({ tool_calls: [{ id: 'call_x1', ...call }, call] }) + DONE;
    const parts = await collect(
      fromOllamaStream(readJsonLines(cut(Buffer.from(lines), [])), provider),
    );
    const ids = parts.flatMap((part) => (part.type === 'tool-call-start' ? [part.id] : []));
    expect(ids).toEqual(['call_x1', expect.stringMatching(/^call_[0-9a-f]{24}$/)]);
  });

  it('opens a second reasoning block when thinking goes on after text', async () => {
    const parts = await read(
      line({ thinking: 'a' }) + line({ content: 'b' }) + line({ thinking: 'c' }) + DONE,
    );
    expect(parts.slice(1, -2)).toEqual([
      { type: 'reasoning-delta', choice: 0, index: 0, text: 'a' },
      { type: 'reasoning-end', choice: 0, index: 0 },
      { type: 'text-delta', choice: 0, text: 'b' },
      { type: 'reasoning-delta', choice: 0, index: 1, text: 'c' },
      { type: 'reasoning-end', choice: 0, index: 1 },
    ]);
  });

  it('maps log probabilities to the shape of OpenAI, also of tokens that are held back', async () => {
    const logprobs = [{ token: 'é', logprob: -0.5, top_logprobs: [{ token: 'e', logprob: -1 }] }];
    const parts = await read(line({ content: 'é' }, { logprobs }) + line({}, { logprobs }) + DONE);
    const mapped = {
      content: [
        {
          token: 'é',
          logprob: -0.5,
          bytes: [195, 169],
          top_logprobs: [{ token: 'e', logprob: -1, bytes: [101] }],
        },
      ],
      refusal: null,
    };
    expect(parts.filter((part) => part.type === 'text-delta')).toEqual([
      { type: 'text-delta', choice: 0, text: 'é', logprobs: mapped },
      { type: 'text-delta', choice: 0, text: '', logprobs: mapped },
    ]);
  });

  it.each([
    ['length', 'length', undefined],
    ['stop', 'stop', undefined],
    ['unload', 'stop', { native_finish_reason: 'unload' }],
    [undefined, 'stop', undefined],
  ])('maps done_reason %s to %s', async (doneReason, finishReason, fields) => {
    const parts = await read(line({ content: 'x' }, { done: true, done_reason: doneReason }));
    expect(parts).toContainEqual({ type: 'choice-end', choice: 0, finishReason });
    const extension = parts.find((part) => part.type === 'extension-delta');
    expect(extension).toEqual(
      fields && { type: 'extension-delta', choice: 0, place: 'choice', fields },
    );
  });

  it('tells unknown fields once and those of the message in its delta', async () => {
    const remote = { remote_host: 'https://ollama.com' };
    const parts = await read(
      line({ content: 'x' }, remote) +
        line({ content: 'y', images: ['AAAA'] }, { ...remote, step: 1 }) +
        line({}, { done: true, done_reason: 'stop', ...remote }),
    );
    expect(parts[0]).toEqual({ type: 'response-start', model: 'm', extensions: remote });
    expect(parts.filter((part) => part.type === 'extension-delta')).toEqual([
      { type: 'extension-delta', fields: { step: 1 } },
      { type: 'extension-delta', choice: 0, place: 'delta', fields: { images: ['AAAA'] } },
    ]);
    expect(parts.at(-1)).toEqual({ type: 'response-end' });
  });

  it('reports the cached part of the input where the server tells it', async () => {
    const counts = { prompt_eval_count: 12, prompt_eval_cached_count: 5, eval_count: 3 };
    const parts = await read(line({ content: 'x' }, { done: true, ...counts }));
    expect(parts.at(-1)).toEqual({
      type: 'response-end',
      usage: { inputTokens: 12, outputTokens: 3, cachedInputTokens: 5 },
    });
  });

  it('fails when the body ends before the line that says done', async () => {
    await expect(read(line({ content: 'x' }))).rejects.toMatchObject({
      code: 'provider_stream_interrupted',
    });
    await expect(read('')).rejects.toMatchObject({ code: 'provider_stream_interrupted' });
  });

  it('fails on an error line as a failed request would', async () => {
    const failing = `${line({ content: 'x' })}{"error":"llama runner process has terminated"}\n`;
    await expect(read(failing)).rejects.toMatchObject({
      code: 'provider_error',
      message: expect.stringContaining('llama runner process has terminated'),
      details: { transient: true },
    });
    await expect(
      read('{"error":"the input length exceeds the context length","status":400}\n'),
    ).rejects.toMatchObject({ code: 'context_length_exceeded' });
  });

  it.each(['{"model":"m","mess\n', '"text"\n', line({ tool_calls: [{ function: {} }] })])(
    'calls %j an invalid answer',
    async (text) => {
      await expect(read(text + DONE)).rejects.toMatchObject({ code: 'provider_invalid_response' });
    },
  );

  it('does not mind what follows the last line', async () => {
    const parts = await read(`${DONE}{"error":"too late"}\n<html>`);
    expect(parts.at(-1)?.type).toBe('response-end');
  });
});
