import type { SyntaxNode } from '@lezer/common';
import type { ImportReference } from './import-reference.js';

type Reference = Omit<ImportReference, 'line'>;

/** Functions that import by a name that stands in a string. */
const IMPORTERS: ReadonlySet<string> = new Set([
  '__import__',
  'import_module',
  'importlib.import_module',
]);

/** The imports that a node of a Python tree makes; `import a, b` makes two. */
export function readPythonImports(node: SyntaxNode, text: string): readonly Reference[] {
  if (node.name === 'CallExpression') return readCall(node, text);
  if (node.name !== 'ImportStatement') return [];
  const words = wordsOf(node, text);
  return words[0] === 'from' ? readFrom(words) : readPlain(words);
}

/** `from ..a.b import (c as d, e)` */
function readFrom(words: readonly string[]): readonly Reference[] {
  const at = words.indexOf('import');
  if (at < 0) return [];
  const specifier = words.slice(1, at).join('');
  const names = split(words.slice(at + 1).filter((word) => word !== '(' && word !== ')'));
  return specifier === '' ? [] : [{ specifier, kind: 'import', names }];
}

/** `import a.b as c, d` */
function readPlain(words: readonly string[]): readonly Reference[] {
  return split(words.slice(1)).map((specifier) => ({ specifier, kind: 'import' }));
}

/** What stands between commas, without ` as name`. */
function split(words: readonly string[]): string[] {
  const items: string[][] = [[]];
  for (const word of words)
    if (word === ',') items.push([]);
    else items.at(-1)?.push(word);
  return items
    .map((item) => (item.includes('as') ? item.slice(0, item.indexOf('as')) : item).join(''))
    .filter((item) => item !== '');
}

function readCall(node: SyntaxNode, text: string): readonly Reference[] {
  const callee = node.firstChild;
  if (!callee || !IMPORTERS.has(text.slice(callee.from, callee.to))) return [];
  const string = node.getChild('ArgList')?.getChild('String');
  if (!string) return [];
  const specifier = text.slice(string.from, string.to).replaceAll(/^['"]+|['"]+$/g, '');
  return [{ specifier, kind: 'dynamic' }];
}

function wordsOf(node: SyntaxNode, text: string): string[] {
  const words: string[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'Comment' && !child.type.isError)
      words.push(text.slice(child.from, child.to));
  return words;
}
