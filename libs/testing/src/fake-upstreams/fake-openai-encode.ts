import type { FakeReply, FakeUsage } from './fake-reply.js';
import type { RecordedRequest } from './fake-vendor.js';

const ID = 'chatcmpl-D8Z5oo6uDh67AD85p73ksdT1KxhE0';
const CREATED = 1_770_933_892;
const FINGERPRINT = 'fp_de604bd877';

export type Json = Record<string, any>;

/** The reply as OpenAI answers it whole: reference/protocols.md 1.2. */
export function encodeCompletion({ json }: RecordedRequest, reply: FakeReply): Json {
  return {
    id: reply.id ?? ID,
    object: 'chat.completion',
    created: CREATED,
    model: json.model,
    choices: Array.from({ length: json.n ?? 1 }, (_, index) => ({
      index,
      message: {
        role: 'assistant',
        content: reply.text?.join('') ?? null,
        refusal: reply.refusal ?? null,
        annotations: [],
        ...(reply.toolCalls && {
          tool_calls: reply.toolCalls.map((call) => ({
            id: call.id,
            type: 'function',
            function: { name: call.name, arguments: call.arguments.join('') },
          })),
        }),
      },
      logprobs: encodeLogprobs(json, reply.text ?? []),
      finish_reason: finishOf(reply),
    })),
    usage: encodeUsage(reply.usage),
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
  };
}

/** The reply as OpenAI streams it, in the recorded order: reference/protocols.md 1.3. */
export function encodeChunks({ json }: RecordedRequest, reply: FakeReply): Json[] {
  const includeUsage = json.stream_options?.include_usage === true;
  const chunk = (choices: Json[], usage: Json | null = null): Json => ({
    id: reply.id ?? ID,
    object: 'chat.completion.chunk',
    created: CREATED,
    model: json.model,
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
    choices,
    ...(includeUsage && { usage }),
    obfuscation: 'Qup1BsQ3',
  });
  const chunks: Json[] = [];
  for (let index = 0; index < (json.n ?? 1); index++) {
    const push = (delta: Json, finish: string | null = null) => {
      const logprobs = encodeLogprobs(json, delta['content'] ? [delta['content']] : []);
      chunks.push(chunk([{ index, delta, logprobs, finish_reason: finish }]));
    };
    push({ role: 'assistant', content: reply.text ? '' : null, refusal: null });
    for (const text of reply.text ?? []) push({ content: text });
    if (reply.refusal !== undefined) push({ refusal: reply.refusal });
    for (const [position, call] of (reply.toolCalls ?? []).entries()) {
      const { id, name } = call;
      const start = { index: position, id, type: 'function', function: { name, arguments: '' } };
      push({ tool_calls: [start] });
      for (const piece of call.arguments)
        push({ tool_calls: [{ index: position, function: { arguments: piece } }] });
    }
    push({}, finishOf(reply));
  }
  if (includeUsage) chunks.push(chunk([], encodeUsage(reply.usage)));
  return chunks;
}

/** Each piece of text counts as one token. */
function encodeLogprobs(request: Json, tokens: readonly string[]): Json | null {
  if (request['logprobs'] !== true || tokens.length === 0) return null;
  const likely = (token: string): Json => ({
    token,
    logprob: -0.25,
    bytes: [...Buffer.from(token)],
  });
  const content = tokens.map((token) => ({
    ...likely(token),
    top_logprobs: request['top_logprobs'] > 0 ? [likely(token)] : [],
  }));
  return { content, refusal: null };
}

export function encodeUsage(usage: FakeUsage = { input: 0, output: 0 }): Json {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: {
      cached_tokens: usage.cached ?? 0,
      audio_tokens: 0,
      ...(usage.cacheWrite !== undefined && { cache_write_tokens: usage.cacheWrite }),
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning ?? 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

export function finishOf({ finish, toolCalls }: FakeReply): string {
  return finish ?? (toolCalls?.length ? 'tool_calls' : 'stop');
}

/** Vectors that anybody can predict: the n-th has n in its first place and 0.5 in the others. */
export function encodeEmbeddings({ json }: RecordedRequest): Json {
  const inputs: unknown[] = Array.isArray(json.input) ? json.input : [json.input];
  const data = inputs.map((_, index) => {
    const vector = Float32Array.from({ length: json.dimensions ?? 4 }, (__, at) =>
      at === 0 ? index : 0.5,
    );
    const embedding =
      json.encoding_format === 'base64'
        ? Buffer.from(vector.buffer).toString('base64')
        : [...vector];
    return { object: 'embedding', index, embedding };
  });
  const usage = { prompt_tokens: 2 * inputs.length, total_tokens: 2 * inputs.length };
  return { object: 'list', data, model: json.model, usage };
}
