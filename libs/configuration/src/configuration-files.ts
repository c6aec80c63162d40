import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FileState, ReloadResult } from './file-state.js';
import type { JsonFiles } from './json-file.js';
import { WatchedFiles } from './watched-files.js';

const HASH_DIGITS = 12;

/** All files of the configuration that the application watches, whichever module they belong to. */
@Injectable()
export class ConfigurationFiles implements OnApplicationShutdown {
  readonly #watched: WatchedFiles<object>[] = [];
  readonly #reloads: Record<ReloadResult, number> = { loaded: 0, refused: 0 };

  /**
   * Files whose contents are put into effect together by those who subscribe.
   *
   * @param subject what depends on them, to begin a sentence: `The tools`
   */
  watch<Contents extends object>(
    files: JsonFiles<Contents>,
    subject: string,
  ): WatchedFiles<Contents> {
    const watched = new WatchedFiles(files, {
      subject,
      onReload: (result) => {
        this.#reloads[result] += 1;
      },
    });
    this.#watched.push(watched as unknown as WatchedFiles<object>);
    return watched;
  }

  /** Looks at all of them now rather than within the second. */
  async look(): Promise<void> {
    await Promise.all(this.#watched.map((watched) => watched.look()));
  }

  onApplicationShutdown(): void {
    for (const watched of this.#watched) watched.stop();
  }

  get states(): readonly FileState[] {
    return this.#watched.flatMap(({ states }) => states);
  }

  /** How many edits were taken and how many refused, since the start. */
  get reloads(): Readonly<Record<ReloadResult, number>> {
    return this.#reloads;
  }

  /**
   * Of the names and texts of the files that are in effect: replicas with the same files have the same.
   * The first 12 hexadecimal digits of a SHA-256.
   */
  get hash(): string {
    const files = this.#watched
      .flatMap((watched) =>
        watched.states.map(({ path }) => [basename(path), watched.effectiveTextOf(path)] as const),
      )
      .filter(([, text]) => text !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, HASH_DIGITS);
  }
}
