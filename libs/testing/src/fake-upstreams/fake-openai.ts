import { checkOpenAiRequest, type OpenAiFault } from './fake-openai-check.js';
import {
  encodeChunks,
  encodeCompletion,
  encodeEmbeddings,
  type Json,
} from './fake-openai-encode.js';
import type { FakeAnswer, FakeVendor } from './fake-vendor.js';

const HEADERS = {
  'x-request-id': 'req_fake_0123456789',
  'openai-processing-ms': '42',
  'openai-version': '2020-10-01',
};
const JSON_HEADERS = { ...HEADERS, 'content-type': 'application/json' };
const STREAM_HEADERS = { ...HEADERS, 'content-type': 'text/event-stream; charset=utf-8' };

/** OpenAI itself, to the letter: reference/protocols.md 1. */
export const fakeOpenAi: FakeVendor = {
  name: 'OpenAI',
  answer(request, reply) {
    const path = request.path.replace(/\?.*/, '').replace(/^\/v1/, '');
    const known = ['/chat/completions', '/embeddings', '/models'].includes(path);
    const fault: OpenAiFault | undefined = known
      ? checkOpenAiRequest(request)
      : { status: 404, message: `Invalid URL (${request.method} ${request.path})` };
    if (fault) return answerFault(fault);
    if (path === '/models') return answerJson(MODELS);
    if (path === '/embeddings') return answerJson(encodeEmbeddings(request));
    if (request.json.stream !== true) return answerJson(encodeCompletion(request, reply));
    const frames = [...encodeChunks(request, reply).map(toFrame), 'data: [DONE]\n\n'];
    return { status: 200, headers: STREAM_HEADERS, frames };
  },
  error: (status, message) => answerFault({ status, message, ...CODES[status] }),
  streamError: (message) =>
    toFrame({ error: { message, type: 'server_error', param: null, code: null } }),
  malformedFrame: () => 'data: {"id":"chatcmpl-D8Z5","choices":[{"index":0,"del\n\n',
};

const MODELS = {
  object: 'list',
  data: [
    { id: 'gpt-4o', object: 'model', created: 1_715_367_049, owned_by: 'system' },
    { id: 'text-embedding-3-small', object: 'model', created: 1_705_948_997, owned_by: 'system' },
  ],
};

const CODES: Readonly<Record<number, { readonly code: string }>> = {
  401: { code: 'invalid_api_key' },
  404: { code: 'model_not_found' },
  429: { code: 'rate_limit_exceeded' },
};

const TYPES: Readonly<Record<number, string>> = { 429: 'requests', 500: 'server_error' };

function answerJson(body: Json): FakeAnswer {
  return { status: 200, headers: JSON_HEADERS, frames: [JSON.stringify(body)] };
}

function answerFault({ status, message, param, code }: OpenAiFault): FakeAnswer {
  const type = TYPES[Math.min(status, 500)] ?? 'invalid_request_error';
  const body = { error: { message, type, param: param ?? null, code: code ?? null } };
  return { status, headers: JSON_HEADERS, frames: [JSON.stringify(body, null, 2)] };
}

function toFrame(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
