import { EventSourceParserStream } from 'eventsource-parser/stream';
import { toApiFailure } from './api-failure.js';
import { requestIdOf } from './send-request.js';

/**
 * The JSON of each event up to `[DONE]`. Throws an `ApiFailure` for an error event, and for a stream that
 * ends without `[DONE]`: what came so far is not the whole answer.
 */
export async function* readEventStream<Event extends object>(
  response: Response,
): AsyncGenerator<Event> {
  const events = response
    .body!.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (;;) {
    const { done, value } = await events.read();
    if (done) throw cutOff(response);
    if (value.data === '[DONE]') return;
    const event = JSON.parse(value.data) as Event;
    if ('error' in event) throw toApiFailure(event, undefined, requestIdOf(response));
    yield event;
  }
}

function cutOff(response: Response): Error {
  const body = { code: 'stream_cut', message: 'The stream broke off before the answer was whole.' };
  return toApiFailure({ error: body }, undefined, requestIdOf(response));
}
