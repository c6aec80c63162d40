import type { CacheMarker } from './chat-message.js';

/** A JSON Schema document, passed on as the client wrote it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A function that the model may call with JSON arguments. */
export interface FunctionTool {
  readonly type: 'function';
  readonly name: string;
  readonly description?: string;
  readonly parameters?: JsonSchema;
  readonly strict?: boolean;
  readonly cache?: CacheMarker;
}

/** A tool whose input is free text, optionally held to a grammar (OpenAI only). */
export interface CustomTool {
  readonly type: 'custom';
  readonly name: string;
  readonly description?: string;
  readonly format?: JsonSchema;
}

export type ChatTool = FunctionTool | CustomTool;

export type ToolChoice =
  | { readonly type: 'auto' | 'none' | 'required' }
  | { readonly type: 'tool'; readonly name: string; readonly kind: 'function' | 'custom' }
  | {
      readonly type: 'allowed';
      readonly mode: 'auto' | 'required';
      readonly names: readonly string[];
    };
