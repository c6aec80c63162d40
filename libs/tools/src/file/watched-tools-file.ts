import { Inject, Injectable } from '@nestjs/common';
import { ConfigurationFiles, type WatchedFiles } from 'llm-gateway/configuration';
import { SchemaValidator } from 'llm-gateway/http';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../tools.module-definition.js';
import { ToolsFile } from './tools-file.schema.js';

const VALIDATOR = new SchemaValidator<ToolsFile>(ToolsFile, 'The file');

/** `tools.json`, which may be absent, and which takes effect again after each edit. */
@Injectable()
export class WatchedToolsFile {
  readonly #files: WatchedFiles<{ tools: ToolsFile }>;

  constructor(
    @Inject(TOOLS_OPTIONS) { toolsFile }: ToolsModuleOptions,
    configuration: ConfigurationFiles,
  ) {
    const tools = { path: toolsFile, validator: VALIDATOR };
    this.#files = configuration.watch<{ tools: ToolsFile }>({ tools }, 'The tools');
  }

  /**
   * @param prepare makes a content ready without any effect, or throws a `ToolsFileRefusal`; what it
   *   returns puts the content into effect
   */
  subscribe(prepare: (file: ToolsFile) => () => void): void {
    this.#files.subscribe(({ tools = {} }) => prepare(tools));
  }
}
