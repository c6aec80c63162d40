import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { discoverByName } from 'llm-gateway/contracts';
import { ToolHandler, type ToolExecutorFactory } from '../tool-handler.js';

/** The kinds of tools that any module of the application can run, by name. */
@Injectable()
export class HandlerRegistry {
  readonly #handlers = new Map<string, ToolExecutorFactory>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Called once, when every module's providers exist. Throws when two share a name. */
  discover(): void {
    for (const { options, instance } of discoverByName(this.discovery, ToolHandler, 'tool handler'))
      this.#handlers.set(options.name, instance as ToolExecutorFactory);
  }

  get names(): readonly string[] {
    return [...this.#handlers.keys()];
  }

  /** Throws an `Error` for the operator when there is no such handler. */
  get(name: string): ToolExecutorFactory {
    const handler = this.#handlers.get(name);
    if (handler) return handler;
    throw new Error(`handler.type is '${name}'; known are ${this.names.join(', ')}`);
  }
}
