import { DiscoveryService } from '@nestjs/core';
import type { ToolDefinition } from './tool-definition.js';

/** What a tool may know of the call that it serves. */
export interface ToolCall {
  /** Aborted when the caller left or the time is over. */
  readonly signal: AbortSignal;
  readonly requestId: string;
}

export type ToolArguments = Readonly<Record<string, unknown>>;

/** Runs one tool. */
export interface ToolExecutor {
  /** The service that does the work: calls to one service share a circuit breaker. */
  readonly service: string;
  /** Resolves with a value that JSON can carry. Throws a `ToolFailure`; anything else is a fault of ours. */
  execute(given: ToolArguments, call: ToolCall): Promise<unknown>;
}

/**
 * Marks a provider class as the handler of a kind of tool: `@ToolHandler({ name: 'http' })`. A module
 * that provides such a class has added it; two of one name fail at boot.
 */
export const ToolHandler = DiscoveryService.createDecorator<{ readonly name: string }>();

/** Makes tools of one kind ready. */
export abstract class ToolExecutorFactory {
  /** Throws an `Error` that names the key of the handler's settings and the fix. */
  abstract prepare(definition: ToolDefinition): ToolExecutor;
}
