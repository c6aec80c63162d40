import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigurationError } from 'llm-gateway/contracts';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../tools.module-definition.js';
import { lineOf } from './line-of.js';
import { parseToolsFile, ToolsFileFault } from './parse-tools-file.js';
import type { ToolsFile } from './tools-file.schema.js';

/** By looking, not by notification: those get lost on network volumes and Kubernetes' symlinks. */
const LOOK_EVERY_MS = 1_000;

/** Makes a content ready without any effect; what it returns puts it into effect. */
export type PrepareToolsFile = (file: ToolsFile) => () => void;

/** What a part of the file is at fault for: `tools[2].handler.url`. */
export class ToolsFileRefusal extends Error {
  override readonly name = 'ToolsFileRefusal';

  constructor(
    readonly param: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * `tools.json`, which may be absent. An edit takes effect as a whole, or is refused as a whole with
 * the line and the reason in the log.
 */
@Injectable()
export class WatchedToolsFile implements OnApplicationShutdown {
  readonly #logger = new Logger('Tools');
  readonly #prepares: PrepareToolsFile[] = [];
  #text: string | undefined;

  constructor(@Inject(TOOLS_OPTIONS) private readonly options: ToolsModuleOptions) {}

  /**
   * Puts the content into effect now, and again after each edit. Throws a `ConfigurationError` when
   * the gateway cannot start with it.
   */
  subscribe(prepare: PrepareToolsFile): void {
    const isFirst = this.#prepares.length === 0;
    this.#prepares.push(prepare);
    try {
      if (isFirst) this.#watch();
      this.#load([prepare]);
    } catch (error) {
      throw new ConfigurationError([this.#describe(error)]);
    }
  }

  onApplicationShutdown(): void {
    unwatchFile(this.options.toolsFile);
  }

  #watch(): void {
    this.#text = read(this.options.toolsFile);
    const options = { interval: LOOK_EVERY_MS, persistent: false };
    watchFile(this.options.toolsFile, options, () => this.#reload());
  }

  #reload(): void {
    try {
      // Nothing may be thrown from here: nobody would catch it, and the process would end.
      const text = read(this.options.toolsFile);
      if (text === this.#text) return;
      this.#text = text;
      this.#load(this.#prepares);
      this.#logger.log(`${this.options.toolsFile} was read again.`);
    } catch (error) {
      this.#logger.error(`${this.#describe(error)} The tools stay as they were.`);
    }
  }

  #load(prepares: readonly PrepareToolsFile[]): void {
    const file = this.#text === undefined ? {} : parseToolsFile(this.#text);
    const effects = prepares.map((prepare) => prepare(file));
    for (const takeEffect of effects) takeEffect();
  }

  #describe(error: unknown): string {
    const { message } = error as Error;
    const line =
      error instanceof ToolsFileFault
        ? error.line
        : lineOf(this.#text ?? '', error instanceof ToolsFileRefusal ? error.param : '');
    const place = error instanceof ToolsFileRefusal ? `${error.param}: ` : '';
    return `${this.options.toolsFile}:${line}: ${place}${message.replace(/\.?$/, '.')}`;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
