import { ResponseCollector, type ChatResponse, type StreamPart } from 'llm-gateway/contracts';

/** Passes a stream on. Its whole answer is kept before its last part goes out. */
export async function* keepBeforeEnd(
  parts: AsyncIterable<StreamPart>,
  keep: (response: ChatResponse) => Promise<void>,
): AsyncGenerator<StreamPart> {
  const collector = new ResponseCollector();
  for await (const part of parts) {
    collector.add(part);
    if (part.type === 'response-end') await keep(collector.response);
    yield part;
  }
}
