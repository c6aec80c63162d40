import { parser as javascript } from '@lezer/javascript';
import { parser as python } from '@lezer/python';
import type { Parser } from '@lezer/common';

export type SourceLanguage = 'typescript' | 'javascript' | 'python';

interface Grammar {
  readonly language: SourceLanguage;
  readonly parser: Parser;
}

const TYPESCRIPT = {
  language: 'typescript',
  parser: javascript.configure({ dialect: 'ts' }),
} as const;
const TSX = {
  language: 'typescript',
  parser: javascript.configure({ dialect: 'ts jsx' }),
} as const;
const JAVASCRIPT = {
  language: 'javascript',
  parser: javascript.configure({ dialect: 'jsx' }),
} as const;
const PYTHON = { language: 'python', parser: python } as const;

const BY_EXTENSION: ReadonlyMap<string, Grammar> = new Map<string, Grammar>([
  ...['ts', 'mts', 'cts'].map((extension) => [extension, TYPESCRIPT] as const),
  ['tsx', TSX],
  ...['js', 'mjs', 'cjs', 'jsx'].map((extension) => [extension, JAVASCRIPT] as const),
  ...['py', 'pyi'].map((extension) => [extension, PYTHON] as const),
]);

/** What people and models call a language, in lower case, to the extension of its files. */
const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['typescript', 'ts'],
  ['javascript', 'js'],
  ['node', 'js'],
  ['python', 'py'],
  ['python3', 'py'],
]);

/** Undefined for a language whose imports are not read. */
export function grammarOf(path: string, language: string | undefined): Grammar | undefined {
  return BY_EXTENSION.get(extensionOf(path)) ?? BY_EXTENSION.get(toExtension(language));
}

/** `Python` and `py` are `py`; a language that is not known stands for itself. */
export function toExtension(language: string | undefined): string {
  const name = (language ?? '').trim().toLowerCase();
  return EXTENSIONS.get(name) ?? name;
}

function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}
