import { DiscoveryService } from '@nestjs/core';
import type { Tool } from '../tool.js';

/**
 * Marks a provider class as a source of tools. A smaller `order` wins where two sources have a tool of
 * one name: built-in 100, tools.json 200, MCP 300.
 */
export const ContributesTools = DiscoveryService.createDecorator<{
  readonly name: string;
  readonly order: number;
}>();

/** Somewhere that tools come from. They may change at any time; a set is given whole. */
export abstract class ToolSource {
  /**
   * Begins; `publish` may be called now and again later. Throws an `Error` for the operator when the
   * gateway cannot start like this.
   */
  abstract start(publish: (tools: readonly Tool[]) => void): Promise<void>;

  abstract stop(): Promise<void>;
}
