import { describe, expect, it } from '@jest/globals';
import { GatewayError } from 'llm-gateway/contracts';
import { collect } from 'llm-gateway/testing';
import {
  chunk,
  contextOf,
  iterate,
  partsOf,
  readStream,
  toolCall,
} from './__fixtures__/read-stream.js';
import { fromOpenAiCompatibleStream, type StreamEvent } from './from-openai-compatible-stream.js';

describe('fromOpenAiCompatibleStream on several choices', () => {
  const at = (index: number, delta: object, finish: string | null = null) => ({
    choices: [{ index, delta, finish_reason: finish }],
  });

  it('reads choices that interleave', async () => {
    const parts = await readStream([
      at(1, { content: 'b' }),
      at(0, { content: 'a' }),
      at(0, {}, 'stop'),
      at(1, {}, 'length'),
      '[DONE]',
    ]);
    expect(partsOf(parts, 'text-delta', 'choice-end')).toMatchObject([
      { choice: 1, text: 'b' },
      { choice: 0, text: 'a' },
      { choice: 1, finishReason: 'length' },
      { choice: 0, finishReason: 'stop' },
    ]);
  });

  it('without [DONE], all that were asked for must have finished', async () => {
    const one = [at(0, { content: 'a' }), at(0, {}, 'stop')];
    await expect(readStream(one, { expectedChoices: 2 })).rejects.toMatchObject({
      code: 'provider_stream_interrupted',
    });
    await expect(readStream([...one, at(1, { content: 'b' })])).rejects.toMatchObject({
      code: 'provider_stream_interrupted',
    });
  });
});

describe('fromOpenAiCompatibleStream on ends and errors', () => {
  const text = chunk({ role: 'assistant', content: 'x' });
  const finish = chunk({}, 'stop');
  const conformant = { quirks: { conformant: true } };

  it.each([
    ['nothing at all', [], {}],
    ['no finish reason', [text], {}],
    ['no [DONE] of a vendor that sends it', [text, finish], { quirks: { doneSentinel: 'yes' } }],
    ['a conformant vendor without [DONE]', [text, finish], conformant],
    ['a conformant vendor without finish reason', [text, '[DONE]'], conformant],
  ])('interrupted: %s', async (_name, events, options) => {
    await expect(readStream(events, options)).rejects.toMatchObject({
      code: 'provider_stream_interrupted',
      details: { transient: true },
    });
  });

  it.each([
    ['a finish reason alone', [text, finish], {}, 'stop'],
    ['[DONE] alone', [text, '[DONE]'], {}, 'stop'],
    ['[DONE] alone after a tool call', [chunk(toolCall(0, 'a', 'f')), '[DONE]'], {}, 'tool_calls'],
    ['both, of a conformant vendor', [text, finish, '[DONE]'], conformant, 'stop'],
    ['finish reasons of other vendors', [chunk({}, 'model_length')], {}, 'length'],
    ['a finish reason repeated', [chunk({}, 'length'), finish], {}, 'length'],
    ['an empty finish reason before', [chunk({ content: 'x' }, ''), finish], {}, 'stop'],
    [
      'a finish reason that is configured',
      [chunk({}, 'safety')],
      { quirks: { finishReasonMap: { safety: 'content_filter' } } },
      'content_filter',
    ],
  ] as const)('whole: %s', async (_name, events, options, finishReason) => {
    const parts = await readStream(events, options);
    expect(parts.slice(-2)).toMatchObject([
      { type: 'choice-end', finishReason },
      { type: 'response-end' },
    ]);
  });

  it('keeps a finish reason that nobody knows', async () => {
    const parts = await readStream([text, chunk({}, 'tired')]);
    expect(parts.slice(-3)).toMatchObject([
      { place: 'choice', fields: { native_finish_reason: 'tired' } },
      { finishReason: 'stop' },
      { type: 'response-end' },
    ]);
  });

  it('ignores whatever follows [DONE]', async () => {
    const parts = await readStream([
      text,
      finish,
      '[DONE]',
      'garbage',
      { error: { message: 'late' } },
    ]);
    expect(parts.at(-1)).toMatchObject({ type: 'response-end' });
  });

  it.each([
    ['an error chunk', { error: { message: 'no', type: 'server_error' } }, 'provider_error'],
    ['a string', { error: 'overloaded' }, 'provider_overloaded'],
    ['a numeric code', { error: { code: 429, message: 'slow' } }, 'rate_limit_exceeded'],
    ['a flat error', { object: 'error', message: 'no', code: '3000' }, 'provider_error'],
    ['a detail', { detail: 'Overloaded' }, 'provider_overloaded'],
    ['a list', [{ id: 'x' }], 'provider_invalid_response'],
    ['an array', [{ error: { code: 503, message: 'unavailable' } }], 'provider_overloaded'],
    [
      'an error in x_groq',
      { choices: [], x_groq: { error: 'over capacity' } },
      'provider_overloaded',
    ],
    [
      'an error in a choice',
      { choices: [{ error: { code: 502, message: 'bad' } }] },
      'provider_error',
    ],
    ["finish reason 'error'", chunk({}, 'error'), 'provider_error'],
    ['DeepSeek out of resources', chunk({}, 'insufficient_system_resource'), 'provider_overloaded'],
    ['no JSON', '{"id":', 'provider_invalid_response'],
    ['no object', '7', 'provider_invalid_response'],
    ['choices that are no list', { choices: 'x' }, 'provider_invalid_response'],
    ['a choice that is no object', { choices: [7] }, 'provider_invalid_response'],
    ['a delta that is no object', { choices: [{ delta: 'x' }] }, 'provider_invalid_response'],
    ['no answer before [DONE]', '[DONE]', 'provider_invalid_response'],
  ])('fails on %s', async (_name, event, code) => {
    const events = event === '[DONE]' ? [event] : [text, event, finish, '[DONE]'];
    const error = await readStream(events).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ code, details: { provider: 'openai-compatible' } });
  });

  it('an event named `error` is one whatever it holds (Groq)', async () => {
    const events: StreamEvent[] = [
      { data: JSON.stringify(text) },
      {
        event: 'error',
        data: '{"error":{"message":"Bad tool call","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"<f>"}}',
      },
    ];
    const reading = collect(fromOpenAiCompatibleStream(iterate(events), contextOf()));
    await expect(reading).rejects.toMatchObject({
      code: 'provider_invalid_response',
      message: 'Bad tool call (<f>)',
      details: { transient: true, providerCode: 'tool_use_failed' },
    });
    const bare = collect(
      fromOpenAiCompatibleStream(
        iterate([{ event: 'error', data: '{"message":"no"}' }]),
        contextOf(),
      ),
    );
    await expect(bare).rejects.toMatchObject({
      code: 'provider_error',
      message: expect.stringContaining('no'),
    });
  });
});
