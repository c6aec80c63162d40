import type { ToolCallPart, ToolMessage } from 'llm-gateway/contracts';
import type { ToolOutcome } from 'llm-gateway/tools';

/** One call that the gateway ran, and what became of it. */
export interface RanToolCall {
  readonly call: ToolCallPart;
  readonly outcome: ToolOutcome;
}

/** Why the gateway stopped before the model was done. */
export type ToolStop = 'client_tools' | 'max_tool_rounds' | 'max_tool_tokens' | 'timeout';

/** Field `gateway` of an answer whose tools the gateway ran. */
export interface ToolRoundsExtension {
  readonly tool_rounds: readonly { readonly tool_calls: readonly object[] }[];
  readonly stopped_by?: ToolStop;
  /** What to put between the request's messages and the next ones, where calls are left to the client. */
  readonly messages?: readonly object[];
}

export function encodeRound(
  round: readonly RanToolCall[],
  includeResults: boolean,
): ToolRoundsExtension['tool_rounds'][number] {
  return {
    tool_calls: round.map(({ call, outcome }) => ({
      id: call.id,
      name: call.name,
      arguments: call.arguments,
      success: outcome.success,
      error: outcome.success ? null : outcome.error,
      code: outcome.success ? null : outcome.code,
      duration_ms: outcome.durationMs,
      ...(includeResults && { result: outcome.success ? outcome.result : null }),
    })),
  };
}

/** The result as the model reads it; a failure is an error that it may answer to. */
export function toToolMessage({ call, outcome }: RanToolCall): ToolMessage {
  return {
    role: 'tool',
    toolCallId: call.id,
    toolName: call.name,
    parts: [{ type: 'text', text: textOf(outcome) }],
    ...(!outcome.success && { isError: true }),
  };
}

export function textOf(outcome: ToolOutcome): string {
  if (!outcome.success) return JSON.stringify({ error: outcome.error, code: outcome.code });
  return typeof outcome.result === 'string' ? outcome.result : JSON.stringify(outcome.result);
}
