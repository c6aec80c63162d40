import { Logger } from '@nestjs/common';
import { ConfigurationError } from 'llm-gateway/contracts';
import type { FileState, ReloadResult } from './file-state.js';
import { FilesSnapshot, listFiles } from './files-snapshot.js';
import type { JsonFiles } from './json-file.js';
import { LocatedFault } from './located-fault.js';

/** By looking, not by notification: those get lost on network volumes and Kubernetes' symlinks. */
const LOOK_EVERY_MS = 1_000;

/**
 * Makes contents ready without any effect; what it returns puts them into effect and must not fail.
 * Throws `ConfigurationFault`s, one or an `AggregateError` of them, to refuse the contents.
 */
export type PrepareContents<Contents> = (contents: Partial<Contents>) => () => void;

export interface WatchedFilesOptions {
  /** What depends on the files, to begin a sentence: `The tools`. */
  readonly subject: string;
  readonly onReload?: (result: ReloadResult) => void;
}

/**
 * Files of the configuration, any of which may be absent. An edit takes effect as a whole, or is
 * refused as a whole with each line and reason in the log.
 */
export class WatchedFiles<Contents extends object> {
  readonly #logger = new Logger('Configuration');
  readonly #prepares: PrepareContents<Contents>[] = [];
  #effective: FilesSnapshot<Contents>;
  /** What was read last, be it refused. */
  #seen: FilesSnapshot<Contents>;
  #loadedAt = new Map<string, Date>();
  #faults: readonly Error[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(
    private readonly files: JsonFiles<Contents>,
    private readonly options: WatchedFilesOptions,
  ) {
    this.#effective = FilesSnapshot.readNow(files);
    this.#seen = this.#effective;
    for (const { path } of listFiles(files)) this.#loadedAt.set(path, new Date());
  }

  /**
   * Puts the contents into effect now, and again after each edit. Throws a `ConfigurationError` with
   * all faults when the application cannot start with them.
   */
  subscribe(prepare: PrepareContents<Contents>): void {
    this.#prepares.push(prepare);
    try {
      load(this.#effective, [prepare]);
    } catch (error) {
      throw new ConfigurationError(this.#effective.locate(error).map(({ message }) => message));
    }
    if (!this.#timer) this.#lookLater();
  }

  /** Looks now, as is done each second. Never rejects. */
  async look(): Promise<void> {
    const snapshot = await FilesSnapshot.read(this.files);
    if (snapshot.equals(this.#seen)) return;
    // A file that is being written, or a swap of symlinks between two files: the next look sees its end.
    if (!snapshot.equals(await FilesSnapshot.read(this.files))) return;
    if (!this.#isStopped && !snapshot.equals(this.#seen)) this.#reload(snapshot);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  get states(): readonly FileState[] {
    const refused = new Set(this.#seen.differencesFrom(this.#effective));
    const [first] = this.#faults;
    return listFiles(this.files).map(({ path }) => {
      const loadedAt = this.#loadedAt.get(path);
      const isThere = this.#effective.textOf(path).text !== undefined;
      const own = this.#faults.find(
        (fault) => fault instanceof LocatedFault && fault.path === path,
      );
      return {
        path,
        state: refused.has(path) ? 'refused' : isThere ? 'loaded' : 'absent',
        ...(isThere && loadedAt && { loadedAt }),
        ...(refused.has(path) && { fault: (own ?? first)?.message }),
      };
    });
  }

  /** What stands in a file that is in effect; undefined when it is absent. */
  effectiveTextOf(path: string): string | undefined {
    return this.#effective.textOf(path).text;
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => {
      void this.look().finally(() => {
        if (!this.#isStopped) this.#lookLater();
      });
    }, LOOK_EVERY_MS).unref();
  }

  /** Throws nothing: nobody would catch it, and the process would end. */
  #reload(snapshot: FilesSnapshot<Contents>): void {
    const paths = snapshot.differencesFrom(this.#seen);
    this.#seen = snapshot;
    try {
      const changed = snapshot.differencesFrom(this.#effective);
      if (changed.length > 0) load(snapshot, this.#prepares);
      this.#effective = snapshot;
      this.#faults = [];
      for (const path of changed) this.#loadedAt.set(path, new Date());
      this.#logger.log(`${paths.join(', ')}: read again.`);
      this.options.onReload?.('loaded');
    } catch (error) {
      this.#faults = snapshot.locate(error);
      const faults = this.#faults.map(({ message }) => message).join('\n');
      this.#logger.error(`${faults}\n${this.options.subject} stay as they were.`);
      this.options.onReload?.('refused');
    }
  }
}

function load<Contents extends object>(
  snapshot: FilesSnapshot<Contents>,
  prepares: readonly PrepareContents<Contents>[],
): void {
  const contents = snapshot.parse();
  const effects = prepares.map((prepare) => prepare(contents));
  for (const takeEffect of effects) takeEffect();
}
