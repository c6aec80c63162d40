import { Inject, Injectable } from '@nestjs/common';
import { ConfigurationError } from 'llm-gateway/contracts';
import { HandlerRegistry } from '../registry/handler-registry.js';
import { prepareTool } from '../registry/prepare-tool.js';
import { ContributesTools, type ToolSource } from '../registry/tool-source.js';
import type { ToolDefinition } from '../tool-definition.js';
import type { Tool } from '../tool.js';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../tools.module-definition.js';
import { builtInTools } from './built-in-tools.js';

const SOURCE = 'built-in';

@Injectable()
@ContributesTools({ name: SOURCE, order: 100 })
export class BuiltInSource implements ToolSource {
  constructor(
    @Inject(TOOLS_OPTIONS) private readonly options: ToolsModuleOptions,
    private readonly handlers: HandlerRegistry,
  ) {}

  async start(publish: (tools: readonly Tool[]) => void): Promise<void> {
    publish(builtInTools(this.options).map((definition) => this.#prepare(definition)));
  }

  async stop(): Promise<void> {}

  #prepare(definition: ToolDefinition): Tool {
    const { timeoutMs } = this.options;
    try {
      return prepareTool(definition, this.handlers, { source: SOURCE, timeoutMs });
    } catch (error) {
      // Of these tools only the address is the operator's.
      const message = `LLM_GATEWAY_SEMANTIC_SEARCH_URL or LLM_GATEWAY_AI_AGENTS_URL: ${(error as Error).message}`;
      throw new ConfigurationError([message]);
    }
  }
}
