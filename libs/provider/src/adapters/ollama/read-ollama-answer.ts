import type { FinishReason, Usage } from 'llm-gateway/contracts';
import type { OllamaChatResponse, OllamaResponseMessage } from './ollama.wire.js';

/** Input includes the cached part, output includes thinking; absent when nothing was counted. */
export function readUsage(response: OllamaChatResponse): Usage | undefined {
  const { prompt_eval_count: input, eval_count: output } = response;
  if (typeof input !== 'number' && typeof output !== 'number') return undefined;
  const cached = response.prompt_eval_cached_count;
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    ...(typeof cached === 'number' && { cachedInputTokens: cached }),
  };
}

/** `done_reason` says `stop` for tool calls too, so their presence decides. */
export function readFinishReason(
  doneReason: string | null | undefined,
  hasToolCalls: boolean,
): FinishReason {
  if (doneReason === 'length') return 'length';
  return hasToolCalls ? 'tool_calls' : 'stop';
}

/** What stands beside the finish reason when it is not one of the two that OpenAI has a word for. */
export function readChoiceExtensions(
  doneReason: string | null | undefined,
): Record<string, unknown> | undefined {
  if (!doneReason || doneReason === 'stop' || doneReason === 'length') return undefined;
  return { native_finish_reason: doneReason };
}

/** Unix time in seconds; undefined when the server's time cannot be read. */
export function readCreated(createdAt: string | null | undefined): number | undefined {
  const time = Date.parse(createdAt ?? '');
  return Number.isNaN(time) ? undefined : Math.floor(time / 1_000);
}

const KNOWN_FIELDS = new Set([
  'model',
  'created_at',
  'message',
  'done',
  'done_reason',
  'prompt_eval_count',
  'prompt_eval_cached_count',
  'eval_count',
  'logprobs',
]);

const KNOWN_MESSAGE_FIELDS = new Set(['role', 'content', 'thinking', 'tool_calls']);

/** Top-level fields without a canonical word: durations in nanoseconds, `remote_model`, ... */
export function readExtensions(response: OllamaChatResponse): Record<string, unknown> | undefined {
  return leftover(response, KNOWN_FIELDS);
}

export function readMessageExtensions(
  message: OllamaResponseMessage,
): Record<string, unknown> | undefined {
  return leftover(message, KNOWN_MESSAGE_FIELDS);
}

function leftover(value: object, known: ReadonlySet<string>): Record<string, unknown> | undefined {
  const entries = Object.entries(value).filter(([key, item]) => !known.has(key) && item !== null);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
