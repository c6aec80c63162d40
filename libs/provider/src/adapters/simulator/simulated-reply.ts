import type { FinishReason, ToolCallPart } from 'llm-gateway/contracts';

/** One answer of the simulator, before it becomes a whole response or a stream. */
export interface SimulatedReply {
  readonly reasoning?: { readonly text: string; readonly signature: string };
  readonly text?: string;
  readonly refusal?: string;
  readonly toolCalls: readonly ToolCallPart[];
  readonly finishReason: FinishReason;
}

/** Marks the simulator's own reasoning blocks. */
export const SIMULATOR_REASONING_FORMAT = 'simulator-v1';
