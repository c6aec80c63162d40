import { fakeGeminiFault } from './fake-gemini-checks.js';
import { fakeGeminiError, fakeGeminiStatus } from './fake-gemini-errors.js';
import { fakeGeminiChunks, fakeGeminiResponse } from './fake-gemini-replies.js';
import type { FakeReply } from './fake-reply.js';
import type { FakeAnswer, FakeVendor, RecordedRequest } from './fake-vendor.js';

const METHOD = /^\/v1(?:alpha|beta)?\/models\/([^/:]+):(\w+)$/;

/**
 * Google's Gemini API (reference/protocols.md 4.1): server-sent events with CRLF and no last
 * `[DONE]`, or a JSON array without `alt=sse`; each chunk repeats a growing `usageMetadata`; a tool
 * call ends with `STOP`; the thought signature comes on the first function call or on a last empty
 * text. A key that contains `invalid` is a bad one, a model whose name begins with `missing` does not
 * exist. A refusal has no wire form but the blocked prompt, which has no words of its own.
 */
export const fakeGemini: FakeVendor = {
  name: 'gemini',
  answer(request, reply) {
    const url = new URL(request.path, 'http://fake');
    const fault = fakeGeminiFault(request, url);
    if (fault) return fault;
    if (request.method === 'GET') return json(models(url));
    const [, model = '', method] = METHOD.exec(url.pathname) ?? [];
    switch (method) {
      case 'generateContent':
        return json(fakeGeminiResponse(model, request.json, reply));
      case 'streamGenerateContent':
        return streamed(fakeGeminiChunks(model, request.json, reply), url);
      case 'batchEmbedContents':
        return json(embeddings(request, reply));
      default:
        return fakeGeminiError(404, 'Requested entity was not found.');
    }
  },
  error: (status, message) =>
    fakeGeminiError(
      status,
      message,
      status === 429
        ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '0.1s' }]
        : [],
    ),
  streamError: (message) => event({ error: fakeGeminiStatus(503, message) }),
  malformedFrame: () => 'data: {"candidates": [{"content": \r\n\r\n',
};

function json(body: unknown): FakeAnswer {
  const headers = { 'content-type': 'application/json; charset=UTF-8' };
  return { status: 200, headers, frames: [JSON.stringify(body, null, 2)] };
}

function event(chunk: unknown): string {
  return `data: ${JSON.stringify(chunk)}\r\n\r\n`;
}

function streamed(chunks: readonly object[], url: URL): FakeAnswer {
  if (url.searchParams.get('alt') === 'sse')
    return {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      frames: chunks.map(event),
    };
  const frames = chunks.map(
    (chunk, place) => `${place === 0 ? '[' : ',\r\n'}${JSON.stringify(chunk)}`,
  );
  return { ...json([]), frames: [...frames, ']'] };
}

const DIMENSIONS = 8;

function embeddings({ json: { requests } }: RecordedRequest, reply: FakeReply): object {
  return {
    embeddings: requests.map((request: any, place: number) => ({
      values: Array.from(
        { length: request.outputDimensionality ?? DIMENSIONS },
        (_, dimension) => (request.content.parts[0].text.length + place + dimension) / 1_000,
      ),
    })),
    ...(reply.usage && { usageMetadata: { promptTokenCount: reply.usage.input } }),
  };
}

const CHAT = ['generateContent', 'countTokens', 'createCachedContent', 'batchGenerateContent'];

/** Three pages' worth of models when asked for one a page. */
function models(url: URL): object {
  const all = [
    model('gemini-3.8-flash', 1_048_576, 65_536, CHAT),
    model('gemini-embedding-001', 2_048, 1, ['embedContent', 'countTextTokens']),
    model('imagen-5.0-generate', 480, 8_192, ['predict']),
  ];
  const size = Number(url.searchParams.get('pageSize') ?? 50);
  const start = Number(url.searchParams.get('pageToken') ?? 0);
  const next = start + size;
  return {
    models: all.slice(start, next),
    ...(next < all.length && { nextPageToken: String(next) }),
  };
}

function model(
  name: string,
  inputTokenLimit: number,
  outputTokenLimit: number,
  supportedGenerationMethods: readonly string[],
): object {
  return {
    name: `models/${name}`,
    version: '001',
    displayName: name,
    inputTokenLimit,
    outputTokenLimit,
    supportedGenerationMethods,
  };
}
