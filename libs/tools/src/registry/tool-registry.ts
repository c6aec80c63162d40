import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { discoverByName } from 'llm-gateway/contracts';
import type { Tool } from '../tool.js';
import { HandlerRegistry } from './handler-registry.js';
import { ContributesTools, type ToolSource } from './tool-source.js';

/** All tools of this gateway. A call that has begun keeps its tool when the set changes. */
@Injectable()
export class ToolRegistry implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger('Tools');
  readonly #published = new Map<string, readonly Tool[]>();
  readonly #listeners: (() => void)[] = [];
  #sources: readonly ToolSource[] = [];
  #tools: ReadonlyMap<string, Tool> = new Map();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly handlers: HandlerRegistry,
  ) {}

  async onModuleInit(): Promise<void> {
    this.handlers.discover();
    this.#logger.log(`Tool handlers: ${this.handlers.names.join(', ')}`);
    const found = discoverByName(this.discovery, ContributesTools, 'source of tools').toSorted(
      (one, other) => one.options.order - other.options.order,
    );
    for (const { options } of found) this.#published.set(options.name, []);
    this.#sources = found.map(({ instance }) => instance as ToolSource);
    for (const { options, instance } of found)
      await (instance as ToolSource).start((tools) => this.#publish(options.name, tools));
    this.#logger.log(`Tools: ${[...this.#tools.keys()].join(', ')}`);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.stop()));
  }

  /** In a stable order, so that providers' prompt caches hit. */
  get tools(): readonly Tool[] {
    return [...this.#tools.values()];
  }

  get(name: string): Tool | undefined {
    return this.#tools.get(name);
  }

  /** Is told after each change. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #publish(source: string, tools: readonly Tool[]): void {
    this.#published.set(source, tools);
    const merged = new Map<string, Tool>();
    for (const [name, published] of this.#published)
      for (const tool of published) {
        if (!merged.has(tool.name)) merged.set(tool.name, tool);
        else if (name === source)
          this.#logger.warn(`Tool '${tool.name}' of ${name} is left out: the name is taken.`);
      }
    this.#tools = merged;
    for (const listener of this.#listeners) listener();
  }
}
