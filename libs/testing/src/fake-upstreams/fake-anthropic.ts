import type { AnthropicPromptCache } from './anthropic-prompt-cache.js';
import { checkAnthropicRequest } from './fake-anthropic-check.js';
import { messageFor, streamOf } from './fake-anthropic-answer.js';
import type { FakeAnswer, FakeVendor, RecordedRequest } from './fake-vendor.js';

const REQUEST_ID = 'req_011CFakeAnthropic';
const HEADERS = {
  'request-id': REQUEST_ID,
  'anthropic-organization-id': '3a1f0c56-fake',
  'anthropic-ratelimit-requests-limit': '4000',
  'anthropic-ratelimit-requests-remaining': '3999',
  'anthropic-ratelimit-requests-reset': '2026-11-23T10:00:00Z',
};
const MODELS = ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-sonnet-4-5'];
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/**
 * Anthropic's Messages API as reference/protocols.md 3 records it: `event:` lines, pings, an empty
 * first piece of tool input, usage that is repeated as a total at the end, and its refusals of
 * requests, which depend on the model.
 */
export const fakeAnthropic: FakeVendor = fakeAnthropicWith();

/** The same. With a prompt cache the input tokens come from it, whatever the reply says. */
export function fakeAnthropicWith(promptCache?: AnthropicPromptCache): FakeVendor {
  return {
    name: 'anthropic',

    answer(request, reply) {
      const path = request.path.split('?')[0];
      if (request.method === 'GET' && path === '/v1/models')
        return checkHeaders(request) ?? json(200, modelPage(request.path));
      if (request.method !== 'POST' || path !== '/v1/messages') return error(404, 'Not found');
      const refusal = checkHeaders(request);
      if (refusal) return refusal;
      const fault = checkAnthropicRequest(request.json, request.headers['anthropic-version'] ?? '');
      if (fault !== undefined) return error(400, fault);
      const message = messageFor(request.json, reply, promptCache?.use(request.json));
      if (request.json.stream !== true) return json(200, message);
      const headers = { ...HEADERS, 'content-type': 'text/event-stream; charset=utf-8' };
      return { status: 200, headers, frames: streamOf(message, reply) };
    },

    error,

    streamError(message) {
      const body = errorBody('overloaded_error', message);
      return `event: error\ndata: ${JSON.stringify(body)}\n\n`;
    },

    malformedFrame() {
      return 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,\n\n';
    },
  };
}

function checkHeaders({ headers }: RecordedRequest): FakeAnswer | undefined {
  const bearer = headers['authorization']?.match(/^Bearer (.+)$/)?.[1];
  if (!(headers['x-api-key'] || bearer)) return error(401, 'x-api-key header is required');
  if (!headers['anthropic-version']) return error(400, 'anthropic-version: header is required');
  return undefined;
}

function error(status: number, message: string): FakeAnswer {
  return json(status, errorBody(ERROR_TYPES[status] ?? 'api_error', message));
}

function errorBody(type: string, message: string): object {
  return { type: 'error', error: { type, message }, request_id: REQUEST_ID };
}

function json(status: number, body: object): FakeAnswer {
  const headers = { ...HEADERS, 'content-type': 'application/json' };
  return { status, headers, frames: [JSON.stringify(body)] };
}

/** Two models a page, however many are asked for, so that paging is seen to work. */
function modelPage(path: string): object {
  const after = new URLSearchParams(path.split('?')[1]).get('after_id');
  const start = after === null ? 0 : MODELS.indexOf(after) + 1;
  const page = MODELS.slice(start, start + 2);
  return {
    data: page.map((id) => ({
      type: 'model',
      id,
      display_name: id,
      created_at: '2026-10-07T00:00:00Z',
    })),
    has_more: start + 2 < MODELS.length,
    first_id: page[0] ?? null,
    last_id: page.at(-1) ?? null,
  };
}
