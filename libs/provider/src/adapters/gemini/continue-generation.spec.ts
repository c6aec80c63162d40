import { describe, expect, it } from '@jest/globals';
import { collect } from 'llm-gateway/testing';
import { continueChunks, continueResponse } from './continue-generation.js';
import type { GeminiResponse, GeminiUsage } from './gemini.wire.js';

const usage = (promptTokenCount: number, candidatesTokenCount: number): GeminiUsage => ({
  promptTokenCount,
  candidatesTokenCount,
  totalTokenCount: promptTokenCount + candidatesTokenCount,
  promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokenCount }],
  serviceTier: 'standard',
});

const piece = (text: string, counted: GeminiUsage, token?: string): GeminiResponse => ({
  candidates: [
    {
      index: 0,
      content: { role: 'model', parts: [{ text }] },
      ...(token === undefined
        ? { finishReason: 'STOP' }
        : { finishReason: 'CONTINUATION', continuationToken: token }),
    },
  ],
  usageMetadata: counted,
});

const PIECES = [
  piece('a', usage(10, 5), 'one'),
  piece('b', usage(15, 6), 'two'),
  piece('c', usage(21, 7)),
];

/** Answers one piece after the other, and records the tokens that it was asked with. */
function asker<Answer>(answers: readonly Answer[]) {
  const tokens: (string | undefined)[] = [];
  const ask = async (token?: string): Promise<Answer> => {
    const answer = answers[tokens.length];
    if (answer === undefined) throw new Error('asked too often');
    tokens.push(token);
    return answer;
  };
  return { ask, tokens };
}

const SUM = {
  promptTokenCount: 46,
  candidatesTokenCount: 18,
  totalTokenCount: 64,
  promptTokensDetails: [
    {
      modality: 'TEXT',
      tokenCount: 46,
    },
  ],
  serviceTier: 'standard',
};

describe('continueResponse', () => {
  it('asks again with the token of each piece, joins them and adds what they cost', async () => {
    const { ask, tokens } = asker(PIECES);
    const answer = await continueResponse(ask, 9);
    expect(tokens).toEqual([undefined, 'one', 'two']);
    expect(answer.candidates?.[0]?.content?.parts).toEqual([
      { text: 'a' },
      { text: 'b' },
      { text: 'c' },
    ]);
    expect(answer.candidates?.[0]?.finishReason).toBe('STOP');
    expect(answer.usageMetadata).toEqual(SUM);
  });

  it('stops after the given number of further requests', async () => {
    const { ask, tokens } = asker(PIECES);
    const answer = await continueResponse(ask, 1);
    expect(tokens).toHaveLength(2);
    expect(answer.candidates?.[0]?.finishReason).toBe('CONTINUATION');
  });

  it('stops when the token does not change', async () => {
    const { ask, tokens } = asker([PIECES[0], PIECES[0], PIECES[0]] as GeminiResponse[]);
    await continueResponse(ask, 9);
    expect(tokens).toHaveLength(2);
  });

  it('asks once for an answer in one piece, or one without a token', async () => {
    const lost = { candidates: [{ finishReason: 'CONTINUATION' }] };
    for (const whole of [piece('a', usage(1, 1)), lost]) {
      const { ask } = asker([whole]);
      expect(await continueResponse(ask, 9)).toBe(whole);
    }
  });

  it('keeps the first piece when the next holds no candidate', async () => {
    const { ask } = asker([PIECES[0] as GeminiResponse, { promptFeedback: {} }]);
    const answer = await continueResponse(ask, 9);
    expect(answer.candidates?.[0]?.content?.parts).toEqual([{ text: 'a' }]);
  });
});

describe('continueChunks', () => {
  async function* stream(...chunks: GeminiResponse[]): AsyncGenerator<GeminiResponse> {
    yield* chunks;
  }

  it('gives the chunks of all pieces with one finish reason and the usage so far', async () => {
    const { ask, tokens } = asker([
      stream({ usageMetadata: usage(10, 1) }, PIECES[0] as GeminiResponse, { candidates: [] }),
      stream(PIECES[1] as GeminiResponse),
      stream({ usageMetadata: usage(21, 1) }, PIECES[2] as GeminiResponse),
    ]);
    const chunks = await collect(continueChunks(ask, 9));
    expect(tokens).toEqual([undefined, 'one', 'two']);
    expect(
      chunks.flatMap((chunk) => chunk.candidates ?? []).map(({ finishReason }) => finishReason),
    ).toEqual([null, null, 'STOP']);
    expect(chunks.map((chunk) => chunk.usageMetadata?.candidatesTokenCount)).toEqual([
      1, 5, 5, 11, 12, 18,
    ]);
    expect(chunks.at(-1)?.usageMetadata).toEqual(SUM);
  });

  it('stops after the given number of further requests, with the reason as it came', async () => {
    const { ask, tokens } = asker(PIECES.map((chunk) => stream(chunk)));
    const chunks = await collect(continueChunks(ask, 1));
    expect(tokens).toHaveLength(2);
    expect(chunks.at(-1)?.candidates?.[0]?.finishReason).toBe('CONTINUATION');
  });

  it('stops when the token does not change', async () => {
    const again = PIECES[0] as GeminiResponse;
    const { ask, tokens } = asker([stream(again), stream(again), stream(again)]);
    await collect(continueChunks(ask, 9));
    expect(tokens).toHaveLength(2);
  });
});
