import { Inject, Injectable } from '@nestjs/common';
import { HandlerRegistry } from '../registry/handler-registry.js';
import { prepareTool } from '../registry/prepare-tool.js';
import { ContributesTools, type ToolSource } from '../registry/tool-source.js';
import { builtInTools } from '../built-in/built-in-tools.js';
import type { Tool } from '../tool.js';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../tools.module-definition.js';
import type { ToolsFile } from './tools-file.schema.js';
import { TOOLS_FILE as SOURCE, ToolsFileRefusal } from './tools-file-refusal.js';
import { WatchedToolsFile } from './watched-tools-file.js';

/** The tools that `tools.json` describes. */
@Injectable()
@ContributesTools({ name: SOURCE, order: 200 })
export class ToolsFileSource implements ToolSource {
  constructor(
    @Inject(TOOLS_OPTIONS) private readonly options: ToolsModuleOptions,
    private readonly handlers: HandlerRegistry,
    private readonly file: WatchedToolsFile,
  ) {}

  async start(publish: (tools: readonly Tool[]) => void): Promise<void> {
    this.file.subscribe((content) => {
      const tools = this.#prepare(content);
      return () => publish(tools);
    });
  }

  async stop(): Promise<void> {}

  #prepare({ tools = [] }: ToolsFile): readonly Tool[] {
    const taken = new Set(builtInTools(this.options).map(({ name }) => name));
    return tools.map((definition, index) => {
      const place = `tools[${index}]`;
      if (taken.has(definition.name))
        throw new ToolsFileRefusal(`${place}.name`, `The name '${definition.name}' is taken`);
      taken.add(definition.name);
      try {
        const { timeoutMs } = this.options;
        return prepareTool(definition, this.handlers, { source: SOURCE, timeoutMs });
      } catch (error) {
        throw new ToolsFileRefusal(place, (error as Error).message);
      }
    });
  }
}
