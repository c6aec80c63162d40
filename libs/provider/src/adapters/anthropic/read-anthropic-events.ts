import type { EventSourceMessage } from 'eventsource-parser';
import {
  invalidResponse,
  parseUpstreamJson,
  readBody,
} from '../../upstream/parse-upstream-json.js';
import { readServerSentEvents } from '../../upstream/read-server-sent-events.js';
import type { UpstreamCall } from '../../upstream/upstream-client.js';
import { headerOf, type UpstreamResponse } from '../../upstream/upstream-response.js';
import type { AnthropicEvent, AnthropicMessage } from './anthropic.wire.js';

/**
 * Reads a response as events. An answer in one piece, asked for or sent by a proxy that does not
 * stream, is one `message_start` with its content and one `message_stop`.
 */
export async function* readAnthropicEvents(
  response: UpstreamResponse,
  call: UpstreamCall,
): AsyncGenerator<AnthropicEvent, void, undefined> {
  const contentType = headerOf(response.headers, 'content-type');
  if (contentType === undefined || contentType.includes('text/event-stream'))
    return yield* readStream(response, call);
  const text = (await readBody(response, call)).toString('utf8');
  const message = parseUpstreamJson<AnthropicMessage>(text, call.provider);
  if (message.error) return yield { type: 'error', error: message.error };
  if (!Array.isArray(message.content)) throw invalidResponse(call.provider, 'it has no content');
  yield { type: 'message_start', message };
  yield { type: 'message_stop' };
}

async function* readStream(
  response: UpstreamResponse,
  call: UpstreamCall,
): AsyncGenerator<AnthropicEvent, void, undefined> {
  const events = readServerSentEvents(response.body);
  let isOver = false;
  try {
    for (;;) {
      const step = await events.next();
      if (step.done) return;
      const { event: name, data } = step.value;
      if (data === '' || data === '[DONE]') continue;
      const event = parseUpstreamJson<AnthropicEvent>(data, call.provider);
      const type = event.type ?? name;
      if (type === 'message_stop') {
        isOver = true;
        void drain(events);
      }
      yield { ...event, ...(type !== undefined && { type }) };
      if (isOver) return;
    }
  } finally {
    if (!isOver) await events.return();
  }
}

/** Nobody waits for the end of the body, but only a body read to its end leaves its connection reusable. */
async function drain(events: AsyncGenerator<EventSourceMessage>): Promise<void> {
  try {
    for await (const _ of events);
  } catch {
    // The answer is complete; how the connection ends is of no matter.
  }
}
