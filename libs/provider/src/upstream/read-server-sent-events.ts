import { createParser, type EventSourceMessage } from 'eventsource-parser';

/**
 * Reads a byte stream as server-sent events (WHATWG HTML, section 9.2). However the bytes are cut,
 * the events are the same: a split UTF-8 character, CRLF, comments, a missing last blank line.
 */
export async function* readServerSentEvents(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const decoder = new TextDecoder();
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  for await (const chunk of body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (events.length === 0) continue;
    const ready = events;
    events = [];
    yield* ready;
  }
  parser.feed(`${decoder.decode()}\n\n`);
  yield* events;
}
