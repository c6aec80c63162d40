import { GatewayError } from 'llm-gateway/contracts';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';

export const DEFAULT_TOOL_ROUNDS = 8;

/** How the gateway runs the tools of one chat. */
export interface ToolLoopPlan {
  readonly maximumRounds: number;
  /** Tokens of all rounds, input and output, after which no further round begins. */
  readonly maximumTokens: number;
  /** Results are part of the answer's `gateway.tool_rounds`. */
  readonly includeResults: boolean;
  /** The stream tells of each call when it begins and when it ends. */
  readonly includeEvents: boolean;
  /** Text before the last answer would spoil it: it is to be JSON. */
  readonly lastTextOnly: boolean;
}

/**
 * What a request asks for. Undefined when its tool calls go to the client, as they do unless it, or
 * its session, says otherwise. Throws `unsupported_parameter` for more than one answer.
 */
export function planToolLoop(
  body: ChatCompletionRequest,
  fallback: ChatCompletionRequest['tool_execution'],
): ToolLoopPlan | undefined {
  if ((body.tool_execution ?? fallback) !== 'gateway') return undefined;
  if ((body.n ?? 1) > 1)
    throw new GatewayError(
      'unsupported_parameter',
      "'n' must be 1 with tool_execution 'gateway': tools are run for one answer.",
      { param: 'n' },
    );
  const format = body.response_format?.type;
  return {
    maximumRounds: body.max_tool_rounds ?? DEFAULT_TOOL_ROUNDS,
    maximumTokens: body.max_tool_tokens ?? Infinity,
    includeResults: body.include_tool_results === true,
    includeEvents: body.stream_options?.include_tool_events === true,
    lastTextOnly: format === 'json_object' || format === 'json_schema',
  };
}
