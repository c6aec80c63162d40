import type { StreamPart } from 'llm-gateway/contracts';
import { mapConnectionFailure } from '../../upstream/map-connection-failure.js';
import type { UpstreamCall } from '../../upstream/upstream-client.js';
import type { UpstreamResponse } from '../../upstream/upstream-response.js';
import type { AnthropicReading } from './anthropic-encoding.js';
import { addUsage } from './anthropic-usage.js';
import type {
  AnthropicBlock,
  AnthropicMessage,
  AnthropicMessageParam,
  AnthropicRequestBody,
} from './anthropic.wire.js';
import { AnthropicStreamDecoder } from './from-anthropic-stream.js';
import { readAnthropicEvents } from './read-anthropic-events.js';
import type { AnthropicRequest } from './to-anthropic-request.js';

/** A long turn with server tools pauses now and then; one that never ends is not paid for. */
export const MAXIMUM_ROUNDS = 8;

export type PostAnthropic = (body: AnthropicRequestBody) => Promise<UpstreamResponse>;

/**
 * Streams one turn. An answer that stops with `pause_turn` is not final: its content goes back
 * unchanged and the model goes on, as one answer to the client (reference/protocols.md 3.7).
 */
export async function* streamTurn(
  { body: first, reading }: AnthropicRequest,
  call: UpstreamCall,
  post: PostAnthropic,
): AsyncGenerator<StreamPart> {
  const decoder = new AnthropicStreamDecoder(reading, call.provider);
  let body = first;
  let whole: AnthropicMessage | undefined;
  for (let round = 1; ; round++) {
    const message = yield* decoder.read(readAnthropicEvents(await post(body), call));
    whole = joinMessages(whole, message);
    if (message.stop_reason !== 'pause_turn' || round === MAXIMUM_ROUNDS) break;
    body = continued(first, whole.content ?? []);
  }
  yield* decoder.end(whole);
}

/** Asks for one turn and returns its whole message. Throws as a stream does when it breaks off. */
export async function completeTurn(
  { body: first, reading }: AnthropicRequest,
  call: UpstreamCall,
  post: PostAnthropic,
): Promise<AnthropicMessage> {
  let body = first;
  let whole: AnthropicMessage | undefined;
  for (let round = 1; ; round++) {
    const message = await collectMessage(await post(body), reading, call);
    whole = joinMessages(whole, message);
    if (message.stop_reason !== 'pause_turn' || round === MAXIMUM_ROUNDS) return whole;
    body = continued(first, whole.content ?? []);
  }
}

async function collectMessage(
  response: UpstreamResponse,
  reading: AnthropicReading,
  call: UpstreamCall,
): Promise<AnthropicMessage> {
  const decoder = new AnthropicStreamDecoder(reading, call.provider);
  const parts = decoder.read(readAnthropicEvents(response, call));
  try {
    for (;;) {
      const step = await parts.next();
      if (step.done) return step.value;
    }
  } catch (error) {
    throw mapConnectionFailure(error, call.provider, call.scope.signal);
  }
}

function continued(
  body: AnthropicRequestBody,
  content: readonly AnthropicBlock[],
): AnthropicRequestBody {
  const answer: AnthropicMessageParam = {
    role: 'assistant',
    content: content.map(({ input_json: _, ...block }) => block),
  };
  return { ...body, messages: [...body.messages, answer] };
}

function joinMessages(
  earlier: AnthropicMessage | undefined,
  later: AnthropicMessage,
): AnthropicMessage {
  if (!earlier) return later;
  const usage = addUsage(earlier.usage, later.usage);
  return {
    ...later,
    id: earlier.id ?? null,
    content: [...(earlier.content ?? []), ...(later.content ?? [])],
    ...(usage && { usage }),
  };
}
