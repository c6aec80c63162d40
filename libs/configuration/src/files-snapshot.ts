import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigurationFault } from 'llm-gateway/contracts';
import { readFileText, readFileTextNow, type FileText } from './file-text.js';
import type { JsonFile, JsonFiles } from './json-file.js';
import { lineOf } from './line-of.js';
import { LocatedFault } from './located-fault.js';
import { parseJsonFile } from './parse-json-file.js';

/** What files held at one time. Any of them may be absent. */
export class FilesSnapshot<Contents extends object> {
  private constructor(
    private readonly files: JsonFiles<Contents>,
    private readonly texts: readonly FileText[],
  ) {}

  /** Blocks; for the start of an application. */
  static readNow<Contents extends object>(files: JsonFiles<Contents>): FilesSnapshot<Contents> {
    return new FilesSnapshot(
      files,
      listFiles(files).map(({ path }) => readFileTextNow(path)),
    );
  }

  static async read<Contents extends object>(
    files: JsonFiles<Contents>,
  ): Promise<FilesSnapshot<Contents>> {
    const texts = await Promise.all(listFiles(files).map(({ path }) => readFileText(path)));
    return new FilesSnapshot(files, texts);
  }

  equals(other: FilesSnapshot<Contents>): boolean {
    return isDeepStrictEqual(this.texts, other.texts);
  }

  textOf(path: string): FileText {
    return this.texts[listFiles(this.files).findIndex((file) => file.path === path)] ?? {};
  }

  /** Paths of the files that differ. */
  differencesFrom(other: FilesSnapshot<Contents>): string[] {
    return listFiles(this.files)
      .map(({ path }) => path)
      .filter((path) => !isDeepStrictEqual(this.textOf(path), other.textOf(path)));
  }

  /** The contents of those that are there. Throws an `AggregateError` of a fault for each bad one. */
  parse(): Partial<Contents> {
    const faults: unknown[] = [];
    const contents: Partial<Contents> = {};
    for (const name of Object.keys(this.files) as (keyof Contents)[]) {
      const file = this.files[name];
      const { text, failure } = this.textOf(file.path);
      try {
        if (failure !== undefined) throw new LocatedFault(file.path, 1, failure);
        if (text !== undefined) contents[name] = parseJsonFile(file, text);
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw new AggregateError(faults);
    return contents;
  }

  /** Every fault that an error tells of, with the file and the line of those that have one. */
  locate(error: unknown): Error[] {
    if (error instanceof AggregateError) return error.errors.flatMap((each) => this.locate(each));
    const fault = error as Error;
    if (!(fault instanceof ConfigurationFault)) return [fault];
    const files = listFiles(this.files);
    const file = files.find(({ path }) => basename(path) === fault.file);
    if (!file) return [fault];
    const { text = '' } = this.textOf(file.path);
    return [new LocatedFault(file.path, lineOf(text, fault.param), fault.reason)];
  }
}

export function listFiles<Contents extends object>(
  files: JsonFiles<Contents>,
): readonly JsonFile<unknown>[] {
  return Object.values(files);
}
