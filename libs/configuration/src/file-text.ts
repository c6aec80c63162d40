import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** What stood in a file at one time; neither a text nor a failure when there was no file. */
export interface FileText {
  readonly text?: string;
  /** Why it could not be read. */
  readonly failure?: string;
}

export async function readFileText(path: string): Promise<FileText> {
  try {
    return { text: await readFile(path, 'utf8') };
  } catch (error) {
    return withoutText(error);
  }
}

/** Before the start is over, when nothing else has to go on. */
export function readFileTextNow(path: string): FileText {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return withoutText(error);
  }
}

function withoutText(error: unknown): FileText {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? {} : { failure: message };
}
