import type { FakeReply } from './fake-reply.js';
import { fakeOllamaFault } from './fake-ollama-validation.js';
import type { FakeAnswer, FakeVendor, RecordedRequest } from './fake-vendor.js';

/**
 * An Ollama server's native API (reference/protocols.md 4.2): NDJSON that is on unless `stream` is
 * false, `role` and an empty `content` on every line, tool calls whole, without ids and with
 * `done_reason: stop`, times in nanoseconds. A model whose name begins with `missing` was not
 * pulled. Signatures, refusals and `content_filter` have no wire form: a refusal comes as text.
 */
export const fakeOllama: FakeVendor = {
  name: 'ollama',
  answer(request, reply) {
    const path = request.path.split('?')[0];
    if (request.method === 'GET' && path === '/api/tags') return json(200, tags());
    if (request.method === 'GET' && path === '/api/version')
      return json(200, { version: '0.21.0' });
    if (request.method !== 'POST' || (path !== '/api/chat' && path !== '/api/embed'))
      return {
        status: 404,
        headers: { 'content-type': 'text/plain' },
        frames: ['404 page not found'],
      };
    const fault = fakeOllamaFault(path, request.json);
    if (fault) return json(fault.status, { error: fault.message });
    if (path === '/api/embed') return json(200, embeddings(request));
    return request.json.stream === false ? whole(request, reply) : streamed(request, reply);
  },
  error: (status, message) => json(status, { error: message }),
  streamError: (message) => `${JSON.stringify({ error: message })}\n`,
  malformedFrame: () => '{"model":"test-model","message":{"role":\n',
};

function json(status: number, body: object): FakeAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, frames: [JSON.stringify(body)] };
}

function whole(request: RecordedRequest, reply: FakeReply): FakeAnswer {
  const message = {
    role: 'assistant',
    content: textOf(reply).join(''),
    ...(reply.reasoning && { thinking: reply.reasoning.text }),
    ...(reply.toolCalls && { tool_calls: toolCallsOf(reply) }),
  };
  const logprobs = request.json.logprobs ? { logprobs: textOf(reply).map(logprobOf) } : {};
  return json(200, { ...head(request), message, ...end(reply), ...logprobs });
}

function streamed(request: RecordedRequest, reply: FakeReply): FakeAnswer {
  const line = (fields: object, rest: object = { done: false }) =>
    `${JSON.stringify({
      ...head(request),
      message: { role: 'assistant', content: '', ...fields },
      ...rest,
    })}\n`;
  const frames = [
    ...piecesOf(reply.reasoning?.text ?? '').map((thinking) => line({ thinking })),
    ...textOf(reply).map((content) =>
      line(
        { content },
        {
          done: false,
          ...(request.json.logprobs && { logprobs: [logprobOf(content)] }),
        },
      ),
    ),
    ...(reply.toolCalls?.length ? [line({ tool_calls: toolCallsOf(reply) })] : []),
    line({}, end(reply)),
  ];
  return { status: 200, headers: { 'content-type': 'application/x-ndjson' }, frames };
}

function head(request: RecordedRequest): object {
  return { model: request.json.model, created_at: '2026-11-23T10:20:30.123456789Z' };
}

function end({ finish, usage }: FakeReply): object {
  return {
    done: true,
    done_reason: finish === 'length' ? 'length' : 'stop',
    total_duration: 1_500_000_000,
    load_duration: 200_000_000,
    ...(usage && {
      prompt_eval_count: usage.input,
      ...(usage.cached !== undefined && { prompt_eval_cached_count: usage.cached }),
      prompt_eval_duration: 300_000_000,
      eval_count: usage.output,
      eval_duration: 1_000_000_000,
    }),
  };
}

function textOf(reply: FakeReply): readonly string[] {
  return [...(reply.text ?? []), ...(reply.refusal === undefined ? [] : [reply.refusal])];
}

function toolCallsOf(reply: FakeReply): object[] {
  return (reply.toolCalls ?? []).map((call) => ({
    function: { name: call.name, arguments: JSON.parse(call.arguments.join('') || '{}') as object },
  }));
}

function logprobOf(token: string): object {
  return { token, logprob: -0.25, top_logprobs: [{ token, logprob: -0.25 }] };
}

/** Thinking streams word by word. */
function piecesOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function embeddings(request: RecordedRequest): object {
  const { input, model, dimensions } = request.json;
  const inputs: string[] = typeof input === 'string' ? [input] : input;
  return {
    model,
    embeddings: inputs.map((text) =>
      Array.from({ length: dimensions || 4 }, (_, index) => (text.length + index) / 100),
    ),
    total_duration: 14_143_917,
    load_duration: 1_019_500,
    prompt_eval_count: inputs.length * 2,
  };
}

function tags(): object {
  const details = { format: 'gguf', family: 'llama', families: ['llama'], parameter_size: '8B' };
  return {
    models: [
      { name: 'llama3.2:latest', model: 'llama3.2:latest', size: 2_019_393_189, details },
      {
        name: 'qwen3-vl:8b',
        model: 'qwen3-vl:8b',
        details,
        capabilities: ['completion', 'tools', 'vision', 'thinking'],
      },
      { name: 'nomic-embed-text:latest', details, capabilities: ['embedding'] },
    ],
  };
}
