import { Inject, Injectable } from '@nestjs/common';
import { HandlerRegistry } from '../registry/handler-registry.js';
import { prepareTool } from '../registry/prepare-tool.js';
import { ContributesTools, type ToolSource } from '../registry/tool-source.js';
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
    const { timeoutMs } = this.options;
    publish(
      builtInTools(this.options).map((definition) =>
        prepareTool(definition, this.handlers, { source: SOURCE, timeoutMs }),
      ),
    );
  }

  async stop(): Promise<void> {}
}
