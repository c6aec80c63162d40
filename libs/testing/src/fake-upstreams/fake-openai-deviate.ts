import type { OpenAiDeviations } from './fake-openai-deviations.js';
import type { Json } from './fake-openai-encode.js';
import type { FakeReply } from './fake-reply.js';

/** Turns OpenAI's whole answer into the vendor's. */
export function deviateCompletion(
  answer: Json,
  reply: FakeReply,
  deviations: OpenAiDeviations,
): Json {
  const { usageOn, reasoningField, contentArrays } = deviations;
  for (const choice of answer['choices']) {
    const { message } = choice;
    choice.finish_reason = deviateFinish(choice.finish_reason, deviations);
    Object.assign(message, encodeReasoning(reply, message.content ?? '', deviations));
    if (reasoningField !== 'content-array' && contentArrays && typeof message.content === 'string')
      message.content = [{ type: 'text', text: message.content }];
  }
  answer['usage'] = usageOn === 'none' ? undefined : deviateUsage(answer['usage'], deviations);
  return answer;
}

/** Turns OpenAI's chunks, the last of which has the usage, into the vendor's. */
export function deviateChunks(
  chunks: readonly Json[],
  reply: FakeReply,
  deviations: OpenAiDeviations,
): Json[] {
  const { usageOn = 'final-empty-chunk', emptyFirstChunk, filterChunkAfterFinish } = deviations;
  const last = chunks.at(-1) ?? {};
  const usage = deviateUsage(last['usage'], deviations);
  const [first, ...others] = mergeToolCalls(chunks.slice(0, -1), deviations);
  const out: Json[] = [first, ...reasoningChunks(first, reply, deviations), ...others].map(
    (chunk) => deviateChunk(chunk, usage, deviations, reply),
  );
  if (emptyFirstChunk)
    out.unshift({
      choices: [],
      created: 0,
      id: '',
      model: '',
      object: '',
      prompt_filter_results: [{ prompt_index: 0 }],
    });
  if (filterChunkAfterFinish)
    out.push({
      ...withoutUsage(first),
      choices: [{ index: 0, finish_reason: null, content_filter_offsets: { check_offset: 0 } }],
    });
  if (usageOn === 'final-empty-chunk') out.push({ ...last, usage });
  return out;
}

function deviateChunk(
  chunk: Json,
  usage: Json,
  deviations: OpenAiDeviations,
  reply: FakeReply,
): Json {
  const { usageOn, roleOnEveryChunk, noNullFinishReason, contentArrays } = deviations;
  const wire = chunk['choices'] as Json[];
  const finishes = wire.some((choice) => choice['finish_reason'] !== null);
  const choices = wire.map((choice) => {
    const { finish_reason: finish, delta, ...rest } = choice;
    const { content } = delta;
    return {
      ...rest,
      delta: {
        ...delta,
        ...(roleOnEveryChunk && { role: 'assistant', content: content ?? '' }),
        ...(contentArrays && typeof content === 'string' && content !== ''
          ? { content: asArray(content) }
          : {}),
        ...(delta.tool_calls
          ? { tool_calls: delta.tool_calls.map(deviateToolCall(deviations, reply)) }
          : {}),
      },
      ...((finish !== null || !noNullFinishReason) && {
        finish_reason: finish === null ? null : deviateFinish(finish, deviations),
      }),
    };
  });
  return {
    ...withoutUsage(chunk),
    choices,
    ...(usageOn === 'every-chunk' && { usage }),
    ...(usageOn === 'finish-chunk' && finishes && { usage }),
    ...(usageOn === 'x_groq' && { x_groq: { id: 'req_1', ...(finishes && { usage }) } }),
  };
}

function deviateToolCall(
  { toolIndexFrom = 0, ...deviations }: OpenAiDeviations,
  { toolCalls = [] }: FakeReply,
) {
  return (call: Json): Json => {
    const again = call['id'] === undefined;
    const { id, name } = toolCalls[call['index']] ?? {};
    return {
      ...call,
      index: call['index'] + toolIndexFrom,
      ...(again && deviations.repeatToolNames && { id, type: 'function' }),
      function: {
        ...call['function'],
        ...(again && deviations.emptyNamesInDeltas && { name: '' }),
        ...(again && deviations.repeatToolNames && { name }),
      },
    };
  };
}

/** Joins the pieces of each tool call. */
function mergeToolCalls(chunks: readonly Json[], { wholeToolCalls }: OpenAiDeviations): Json[] {
  if (!wholeToolCalls) return [...chunks];
  const merged: Json[] = [];
  for (const chunk of chunks) {
    const call = chunk['choices'][0].delta.tool_calls?.[0];
    const before = merged.at(-1)?.['choices'][0].delta.tool_calls?.[0];
    if (call && before && call.index === before.index)
      before.function.arguments += call.function.arguments;
    else merged.push(structuredClone(chunk));
  }
  return merged;
}

function reasoningChunks(first: Json, reply: FakeReply, deviations: OpenAiDeviations): Json[] {
  const { reasoning } = reply;
  if (!reasoning || !deviations.reasoningField) return [];
  const half = Math.ceil(reasoning.text.length / 2);
  const { text, signature } = reasoning;
  const halves = [{ text: text.slice(0, half) }, { text: text.slice(half), signature }];
  const deltas =
    deviations.reasoningField === 'think-tags'
      ? ['<thi', `nk>${text}</th`, 'ink>\n\n'].map((content) => ({ content }))
      : halves.map((piece) => encodeReasoning({ reasoning: piece as never }, '', deviations));
  return deltas.map((delta) => ({
    ...first,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: null }],
  }));
}

function encodeReasoning(
  { reasoning }: FakeReply,
  content: string,
  { reasoningField }: OpenAiDeviations,
): Json {
  if (!reasoning) return {};
  const { text, signature } = reasoning;
  const signed = signature === undefined ? {} : { signature };
  switch (reasoningField) {
    case 'reasoning_content':
    case 'reasoning':
      return { [reasoningField]: text };
    case 'reasoning_details':
      return {
        reasoning: text,
        reasoning_details: [
          { type: 'reasoning.text', text, ...signed, format: 'anthropic-claude-v1', index: 0 },
        ],
      };
    case 'content-array': {
      const thinking = { type: 'thinking', thinking: [{ type: 'text', text }], ...signed };
      return { content: [thinking, ...(content === '' ? [] : asArray(content))] };
    }
    case 'think-tags':
      return { content: `<think>${text}</think>\n\n${content}` };
    case undefined:
      return {};
  }
}

function deviateFinish(finish: string, deviations: OpenAiDeviations): string {
  if (finish === 'tool_calls' && deviations.toolCallsFinishWithStop) return 'stop';
  return finish === 'stop' ? (deviations.finishReason ?? 'stop') : finish;
}

function deviateUsage(usage: Json, { separateReasoningTokens }: OpenAiDeviations): Json {
  const thinking = usage['completion_tokens_details'].reasoning_tokens;
  if (!separateReasoningTokens) return usage;
  return { ...usage, completion_tokens: usage['completion_tokens'] - thinking };
}

function withoutUsage({ usage: _usage, ...chunk }: Json): Json {
  return chunk;
}

function asArray(text: string): Json[] {
  return [{ type: 'text', text }];
}
