import type { AnthropicBlock, AnthropicDelta, AnthropicEvent } from '../anthropic.wire.js';

/** Events of a stream, for tests that need a shape that was never recorded. */
export const START: AnthropicEvent = {
  type: 'message_start',
  message: { id: 'msg_1', content: [] },
};
export const STOP: AnthropicEvent = { type: 'message_stop' };

export function ended(stop_reason: string): AnthropicEvent[] {
  return [{ type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 3 } }, STOP];
}

export function block(index: number, content_block: AnthropicBlock): AnthropicEvent {
  return { type: 'content_block_start', index, content_block };
}

export function delta(index: number, fields: AnthropicDelta): AnthropicEvent {
  return { type: 'content_block_delta', index, delta: fields };
}

export function text(index: number, piece: string): AnthropicEvent {
  return delta(index, { type: 'text_delta', text: piece });
}

export function input(index: number, partial_json: string): AnthropicEvent {
  return delta(index, { type: 'input_json_delta', partial_json });
}

export function closed(index: number): AnthropicEvent {
  return { type: 'content_block_stop', index };
}

export function toServerSentEvents(events: readonly AnthropicEvent[]): string {
  return events
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('');
}
