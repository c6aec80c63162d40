import type { SyntaxNodeRef } from '@lezer/common';
import type { ImportReference } from './import-reference.js';
import { isKnownSyntax } from './is-known-syntax.js';
import { LineCounter } from './line-counter.js';
import { maskUnknownSyntax } from './mask-unknown-syntax.js';
import { parseInSlices, type ParseBudget } from './parse-in-slices.js';
import { readJavaScriptImport } from './read-javascript-import.js';
import { readPythonImports } from './read-python-imports.js';
import { grammarOf, type SourceLanguage } from './source-language.js';

const MOST_UNPARSED_LINES = 20;

export interface FileImports {
  /** Undefined when the language is not one whose imports are read. */
  readonly language?: SourceLanguage;
  readonly imports: readonly ImportReference[];
  /** First lines that the grammar has no reading for: wrong ones, or newer than it. */
  readonly unparsedLines: readonly number[];
  /** False when the parser gave up before the end of the file. */
  readonly isComplete: boolean;
}

/** What one file imports. Broken code is no failure: what can be read of it is. */
export async function readImports(
  { path, content }: { readonly path: string; readonly content: string },
  language: string | undefined,
  budget: ParseBudget,
): Promise<FileImports> {
  const grammar = grammarOf(path, language);
  if (!grammar) return { imports: [], unparsedLines: [], isComplete: true };
  const text = grammar.language === 'python' ? content : maskUnknownSyntax(content);
  const parsed = await parseInSlices(grammar.parser, text, budget);
  const imports: ImportReference[] = [];
  const unparsedLines = new Set<number>();
  const lines = new LineCounter(text);
  const enter = (cursor: SyntaxNodeRef): void => {
    if (cursor.type.isError) {
      if (unparsedLines.size < MOST_UNPARSED_LINES && !isKnownSyntax(cursor.node, text))
        unparsedLines.add(lines.lineAt(cursor.from));
      return;
    }
    if (!MAY_IMPORT.has(cursor.name)) return;
    const line = lines.lineAt(cursor.from);
    for (const reference of readNode(cursor, grammar.language, text))
      imports.push({ ...reference, line });
  };
  parsed?.tree.iterate({ enter });
  return {
    language: grammar.language,
    imports,
    unparsedLines: [...unparsedLines],
    isComplete: parsed?.isComplete ?? false,
  };
}

const MAY_IMPORT: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'ExportDeclaration',
  'ImportType',
  'DynamicImport',
  'CallExpression',
  'ImportStatement',
]);

function readNode(
  { node }: SyntaxNodeRef,
  language: SourceLanguage,
  text: string,
): readonly Omit<ImportReference, 'line'>[] {
  if (language === 'python') return readPythonImports(node, text);
  const reference = readJavaScriptImport(node, text);
  return reference ? [reference] : [];
}
