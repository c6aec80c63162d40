import type { FinishReason } from './chat-response.js';
import type { ProviderMetadata } from './chat-message.js';
import type { Usage } from './usage.js';

/**
 * One step of a streamed answer, named `noun-start | noun-delta | noun-end`.
 *
 * Order: `response-start` first; per choice any deltas, then one `choice-end`; `response-end` last
 * and once. A stream that ends without `response-end` was cut, and the caller treats it as an error.
 * `choice` counts answers from 0; `index` counts tool calls (or reasoning blocks) of a choice from 0
 * in the order of their first appearance.
 */
export type StreamPart =
  | ResponseStart
  | TextDelta
  | RefusalDelta
  | ReasoningDelta
  | ReasoningEnd
  | ToolCallStart
  | ToolCallDelta
  | ToolCallEnd
  | ExtensionDelta
  | ChoiceEnd
  | ResponseEnd;

export interface ResponseStart {
  readonly type: 'response-start';
  readonly id?: string;
  readonly model?: string;
  /** Unix time in seconds. */
  readonly created?: number;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface TextDelta {
  readonly type: 'text-delta';
  readonly choice: number;
  readonly text: string;
  readonly logprobs?: unknown;
}

export interface RefusalDelta {
  readonly type: 'refusal-delta';
  readonly choice: number;
  readonly text: string;
  readonly logprobs?: unknown;
}

export interface ReasoningDelta {
  readonly type: 'reasoning-delta';
  readonly choice: number;
  readonly index: number;
  readonly text: string;
}

/** Closes a reasoning block and carries what must be replayed with it. */
export interface ReasoningEnd {
  readonly type: 'reasoning-end';
  readonly choice: number;
  readonly index: number;
  readonly signature?: string;
  readonly encrypted?: string;
  readonly format?: string;
  readonly id?: string;
}

export interface ToolCallStart {
  readonly type: 'tool-call-start';
  readonly choice: number;
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly kind: 'function' | 'custom';
  readonly providerMetadata?: ProviderMetadata;
}

export interface ToolCallDelta {
  readonly type: 'tool-call-delta';
  readonly choice: number;
  readonly index: number;
  /** The next piece of the arguments' JSON text; all pieces joined are the arguments. */
  readonly arguments: string;
}

export interface ToolCallEnd {
  readonly type: 'tool-call-end';
  readonly choice: number;
  readonly index: number;
}

/** Fields of the upstream's chunk that no other part has a word for; nothing is dropped in silence. */
export interface ExtensionDelta {
  readonly type: 'extension-delta';
  /** Absent: the fields stand at the top level of the chunk. */
  readonly choice?: number;
  /** Where in the choice: in its `delta`, or beside it. */
  readonly place?: 'delta' | 'choice';
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ChoiceEnd {
  readonly type: 'choice-end';
  readonly choice: number;
  readonly finishReason: FinishReason;
}

export interface ResponseEnd {
  readonly type: 'response-end';
  /** Absent when the provider counts nothing. */
  readonly usage?: Usage;
  readonly extensions?: Readonly<Record<string, unknown>>;
}
