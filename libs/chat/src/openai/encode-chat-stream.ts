import type { CallRecord, StreamPart } from 'llm-gateway/contracts';
import { ChatChunkEncoder } from './chat-chunk-encoder.js';

export interface ChatStreamOptions {
  /** Stands in for the provider's model name when it gives none. */
  readonly model: string;
  /** End with a usage chunk; every other chunk then carries `usage: null`. */
  readonly includeUsage: boolean;
  /** Receives usage and finish reasons as they pass. */
  readonly record: CallRecord;
}

/** Stream parts as OpenAI's chat chunks, one server-sent event each, ending in `[DONE]`. */
export async function* encodeChatStream(
  parts: AsyncIterable<StreamPart> | Iterable<StreamPart>,
  options: ChatStreamOptions,
): AsyncGenerator<string, void, undefined> {
  const encoder = new ChatChunkEncoder(options);
  for await (const part of parts) {
    if (part.type === 'choice-end') options.record.finishReasons.push(part.finishReason);
    if (part.type === 'response-end' && part.usage) options.record.usage = part.usage;
    const events = encoder.encode(part);
    if (events !== '') yield events;
  }
}
