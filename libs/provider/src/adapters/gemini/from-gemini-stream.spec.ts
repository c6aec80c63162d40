import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ChatRequest, StreamPart } from 'llm-gateway/contracts';
import { chatCallFor, collect } from 'llm-gateway/testing';
import { fromGeminiStream } from './from-gemini-stream.js';
import { readGeminiChunks } from './read-gemini-chunks.js';

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`./__fixtures__/${name}.sse`, import.meta.url));

const sse = (...chunks: object[]): Buffer =>
  Buffer.from(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(''));

function read(
  pieces: Iterable<Uint8Array>,
  request: Partial<ChatRequest> = {},
): Promise<StreamPart[]> {
  const call = chatCallFor({ url: 'http://fake', adapter: 'gemini', request });
  const headers = { 'content-type': 'text/event-stream' };
  const body = Readable.from(pieces);
  return collect(fromGeminiStream(readGeminiChunks({ headers, body }, call.provider), call));
}

const format = 'google-gemini-v1';
const start = {
  type: 'response-start',
  id: 'WQuqavG5KbfUjMcPuP_n6QI',
  model: 'gemini-3.7-flash',
};
const end = (outputTokens: number, reasoningTokens: number) => ({
  type: 'response-end',
  usage: { inputTokens: 9, outputTokens, reasoningTokens },
  extensions: { service_tier: 'default' },
});

const THINKING_TEXT = [
  start,
  { type: 'reasoning-delta', choice: 0, index: 0, text: '**Counting**\n' },
  { type: 'reasoning-delta', choice: 0, index: 0, text: 'Drei ‘r’ 🍓.' },
  { type: 'reasoning-end', choice: 0, index: 0 },
  { type: 'text-delta', choice: 0, text: 'Es gibt ' },
  { type: 'text-delta', choice: 0, text: '**3** „r“ in Erdbeere 🍓.' },
  { type: 'reasoning-end', choice: 0, index: 1, encrypted: 'EqkECqYEARFNMg+gQi3a==', format },
  { type: 'choice-end', choice: 0, finishReason: 'stop' },
  end(106, 94),
];

const PARALLEL_CALLS = [
  start,
  { type: 'reasoning-delta', choice: 0, index: 0, text: 'Checking.' },
  { type: 'reasoning-end', choice: 0, index: 0 },
  {
    type: 'tool-call-start',
    choice: 0,
    index: 0,
    id: 'lpndqlku',
    name: 'get_weather',
    kind: 'function',
    providerMetadata: { google: { thought_signature: 'AY89a19YsnFp7FOSIejJ=' } },
  },
  { type: 'tool-call-delta', choice: 0, index: 0, arguments: '{"city":"Paris"}' },
  { type: 'tool-call-end', choice: 0, index: 0 },
  {
    type: 'tool-call-start',
    choice: 0,
    index: 1,
    id: 'm6rogicj',
    name: 'get_time',
    kind: 'function',
  },
  { type: 'tool-call-delta', choice: 0, index: 1, arguments: '{}' },
  { type: 'tool-call-end', choice: 0, index: 1 },
  { type: 'choice-end', choice: 0, finishReason: 'tool_calls' },
  end(91, 60),
];

describe('fromGeminiStream', () => {
  it('reads thoughts, text and the signature on a last empty text', async () => {
    expect(await read([fixture('thinking-text')])).toEqual(THINKING_TEXT);
  });

  it('reads parallel tool calls that end with STOP', async () => {
    expect(await read([fixture('parallel-tool-calls')])).toEqual(PARALLEL_CALLS);
  });

  it.each([
    ['thinking-text', THINKING_TEXT],
    ['parallel-tool-calls', PARALLEL_CALLS],
  ])('gives the same parts wherever the bytes of %s are cut', async (name, expected) => {
    const bytes = fixture(name);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 60 }), async (cuts) => {
        const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const pieces = borders.slice(1).map((border, i) => bytes.subarray(borders[i], border));
        expect(await read(pieces.filter((piece) => piece.length > 0))).toEqual(expected);
      }),
    );
  });

  it('throws "interrupted" for every prefix that lacks the finish reason', async () => {
    const frames = fixture('thinking-text').toString('utf8').split('\r\n\r\n').slice(0, -1);
    for (let count = 0; count < frames.length; count += 1)
      await expect(
        read([
          Buffer.from(
            frames
              .slice(0, count)
              .map((frame) => `${frame}\r\n\r\n`)
              .join(''),
          ),
        ]),
      ).rejects.toMatchObject({ code: 'provider_stream_interrupted' });
  });

  it('ends a blocked prompt with a refusal', async () => {
    expect(await read([fixture('prompt-blocked')])).toEqual([
      { type: 'response-start', id: 'EXCPatOAKMrQjMcPteHVmQo', model: 'gemini-3.7-flash' },
      {
        type: 'refusal-delta',
        choice: 0,
        text: 'The provider blocked the prompt (PROHIBITED_CONTENT).',
      },
      { type: 'choice-end', choice: 0, finishReason: 'content_filter' },
      {
        type: 'response-end',
        usage: { inputTokens: 9, outputTokens: 0 },
        extensions: {
          service_tier: 'default',
          extra_content: { google: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } } },
        },
      },
    ]);
  });

  const candidate = (index: number, text: string, finishReason?: string): object => ({
    index,
    content: {
      parts: [{ text }],
      role: 'model',
    },
    ...(finishReason !== undefined && { finishReason }),
  });

  it('keeps candidates apart that take turns, and waits for all of them', async () => {
    const begun = [
      { candidates: [candidate(0, 'a')] },
      { candidates: [candidate(1, 'b')] },
      { candidates: [candidate(0, 'A', 'STOP')] },
    ];
    await expect(read([sse(...begun)])).rejects.toMatchObject({
      code: 'provider_stream_interrupted',
    });
    const parts = await read([sse(...begun, { candidates: [candidate(1, 'B', 'MAX_TOKENS')] })]);
    expect(parts).toEqual([
      { type: 'response-start' },
      { type: 'text-delta', choice: 0, text: 'a' },
      { type: 'text-delta', choice: 1, text: 'b' },
      { type: 'text-delta', choice: 0, text: 'A' },
      { type: 'text-delta', choice: 1, text: 'B' },
      { type: 'choice-end', choice: 0, finishReason: 'stop' },
      { type: 'choice-end', choice: 1, finishReason: 'length' },
      { type: 'response-end' },
    ]);
  });

  it('reads on when every chunk claims to be the last, as early models do', async () => {
    const parts = await read([
      sse({ candidates: [candidate(0, 'a', 'STOP')] }, { candidates: [candidate(0, 'b', 'STOP')] }),
    ]);
    expect(parts.map((part) => part.type)).toEqual([
      'response-start',
      'text-delta',
      'text-delta',
      'choice-end',
      'response-end',
    ]);
  });

  it('closes a signed thought with its signature', async () => {
    const thought = (text: string, thoughtSignature?: string): object => ({
      candidates: [{ content: { parts: [{ text, thought: true, thoughtSignature }] } }],
    });
    const parts = await read([
      sse(thought('a'), thought('b', 's1'), thought('c'), {
        candidates: [{ finishReason: 'STOP' }],
      }),
    ]);
    expect(parts.slice(1, 6)).toEqual([
      { type: 'reasoning-delta', choice: 0, index: 0, text: 'a' },
      { type: 'reasoning-delta', choice: 0, index: 0, text: 'b' },
      { type: 'reasoning-end', choice: 0, index: 0, signature: 's1', format },
      { type: 'reasoning-delta', choice: 0, index: 1, text: 'c' },
      { type: 'reasoning-end', choice: 0, index: 1 },
    ]);
  });

  it('mints an id for a tool call without one', async () => {
    const parts = await read([
      sse({
        candidates: [
          { content: { parts: [{ functionCall: { name: 'look' } }] }, finishReason: 'STOP' },
        ],
      }),
    ]);
    expect(parts[1]).toMatchObject({ id: expect.stringMatching(/^call_[0-9a-f]{24}$/) });
    expect(parts[2]).toMatchObject({ arguments: '{}' });
  });

  it('carries log probabilities on the text, or on an empty one', async () => {
    const logprobsResult = { chosenCandidates: [{ token: 'a', logProbability: -1 }] };
    const logprobs = {
      content: [{ token: 'a', logprob: -1, bytes: [97], top_logprobs: [] }],
      refusal: null,
    };
    const parts = await read([
      sse(
        { candidates: [{ ...candidate(0, 'a'), logprobsResult }] },
        { candidates: [{ finishReason: 'STOP', logprobsResult }] },
      ),
    ]);
    expect(parts.slice(1, 3)).toEqual([
      { type: 'text-delta', choice: 0, text: 'a', logprobs },
      { type: 'text-delta', choice: 0, text: '', logprobs },
    ]);
  });

  it('carries what has no other word, the last value of each field', async () => {
    const image = { inlineData: { mimeType: 'image/png', data: 'AAAA' } };
    const parts = await read([
      sse(
        { candidates: [{ content: { parts: [image] }, avgLogprobs: -2 }], modelStatus: {} },
        { candidates: [{ finishReason: 'OTHER', avgLogprobs: -1, groundingMetadata: { a: 1 } }] },
      ),
    ]);
    expect(parts.slice(1)).toEqual([
      {
        type: 'extension-delta',
        choice: 0,
        place: 'delta',
        fields: {
          images: [
            {
              type: 'image_url',
              image_url: { url: 'data:image/png;base64,AAAA' },
            },
          ],
        },
      },
      {
        type: 'extension-delta',
        choice: 0,
        place: 'choice',
        fields: {
          native_finish_reason: 'OTHER',
          extra_content: {
            google: {
              avgLogprobs: -1,
              groundingMetadata: { a: 1 },
            },
          },
        },
      },
      { type: 'choice-end', choice: 0, finishReason: 'content_filter' },
      { type: 'response-end', extensions: { extra_content: { google: { modelStatus: {} } } } },
    ]);
  });

  it('throws when the model botched its call', async () => {
    await expect(
      read([sse({ candidates: [{ finishReason: 'MALFORMED_FUNCTION_CALL' }] })]),
    ).rejects.toMatchObject({ code: 'provider_invalid_response', details: { transient: true } });
  });
});

describe('readGeminiChunks', () => {
  const error = { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' };

  it.each([
    ['an object', { error }],
    ['a list', [{ error }]],
  ])('throws an error that comes as an event, in %s', async (_, event) => {
    await expect(read([sse(event)])).rejects.toMatchObject({
      code: 'provider_overloaded',
      message: 'The model is overloaded.',
      details: { transient: true, providerCode: 'UNAVAILABLE' },
    });
  });

  it('throws on an event that is no JSON', async () => {
    await expect(read([Buffer.from('data: {"candidates": [\r\n\r\n')])).rejects.toMatchObject({
      code: 'provider_invalid_response',
    });
  });

  it('skips the [DONE] that proxies add', async () => {
    const parts = await read([
      sse({ candidates: [{ finishReason: 'STOP' }] }),
      Buffer.from('data: [DONE]\n\n'),
    ]);
    expect(parts.at(-1)?.type).toBe('response-end');
  });

  it('refuses a body that is no event stream', async () => {
    const { provider } = chatCallFor({ url: 'http://fake', adapter: 'gemini' });
    const body = Readable.from([Buffer.from('<html>')]);
    await expect(
      collect(readGeminiChunks({ headers: { 'content-type': 'text/html' }, body }, provider)),
    ).rejects.toMatchObject({ code: 'provider_invalid_response' });
    expect(body.destroyed).toBe(true);
  });
});
