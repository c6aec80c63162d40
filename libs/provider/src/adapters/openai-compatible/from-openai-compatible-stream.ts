import type { StreamPart } from 'llm-gateway/contracts';
import { parseUpstreamJson } from '../../upstream/parse-upstream-json.js';
import { ChunkReader, type StreamContext } from './chunk-reader.js';
import { mapErrorBody } from './map-openai-compatible-error.js';
import type { WireAnswer } from './openai-compatible.wire.js';

/** What is read of a server-sent event. */
export interface StreamEvent {
  readonly event?: string | undefined;
  readonly data: string;
}

/**
 * Reads a stream in OpenAI's format with all the deviations of reference/protocols.md 1.4 and 4.3 to
 * 4.8. After the last event it reads on to the end of the body, so that the connection can serve the
 * next call; nothing that happens there matters any more.
 */
export async function* fromOpenAiCompatibleStream(
  events: AsyncIterable<StreamEvent>,
  context: StreamContext,
): AsyncGenerator<StreamPart> {
  const reader = new ChunkReader(context);
  let done = false;
  try {
    for await (const { event, data } of events) {
      if (done || data.trim() === '') continue;
      if (data.trim() === '[DONE]') {
        yield* reader.end(true);
        done = true;
        continue;
      }
      const chunk = parseUpstreamJson<WireAnswer>(data, context.provider);
      if (event === 'error') throw mapErrorBody(chunk, context.provider);
      yield* reader.read(chunk);
    }
  } catch (error) {
    if (!done) throw error;
  }
  if (!done) yield* reader.end(false);
}
