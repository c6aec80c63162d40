import type { FinishReason } from 'llm-gateway/contracts';
import type { AnthropicMessage } from './anthropic.wire.js';

/** Reasons that OpenAI's words tell in full. */
const PLAIN = new Set(['end_turn', 'max_tokens', 'tool_use']);

/** Reference/protocols.md 3.7. A call that was cut off by a limit is not one to be made. */
export function mapStopReason(
  stopReason: string | null | undefined,
  hasToolCalls: boolean,
): FinishReason {
  switch (stopReason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'refusal':
      return 'content_filter';
    default:
      return hasToolCalls ? 'tool_calls' : 'stop';
  }
}

/** What the finish reason alone does not say of how the message ended. */
export function stopDetailsOf(message: AnthropicMessage): Record<string, unknown> {
  const { stop_reason, stop_sequence, stop_details } = message;
  return {
    ...(stop_reason != null && !PLAIN.has(stop_reason) && { native_finish_reason: stop_reason }),
    ...(stop_sequence != null && { stop_sequence }),
    ...(stop_details != null && { stop_details }),
  };
}
