/** One call of a tool that is over. */
export interface FinishedToolCall {
  /** Name of the service that the tool runs on, out of the configuration. */
  readonly service: string;
  /** `success`, or the code of its failure. */
  readonly outcome: string;
  /** Milliseconds. */
  readonly durationMs: number;
}

/** Told of each call of a tool, whoever asked for it. Provided where somebody measures. */
export abstract class ToolObserver {
  /** Must not throw. */
  abstract observe(call: FinishedToolCall): void;
}
