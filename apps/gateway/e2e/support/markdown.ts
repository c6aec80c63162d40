import { readFileSync } from 'node:fs';

const ROOT = new URL('../../../../', import.meta.url);

export interface CodeBlock {
  readonly language: string;
  readonly code: string;
}

export function readDocument(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

/** The fenced code blocks of a document, in order. */
export function codeBlocks(document: string): CodeBlock[] {
  return [...document.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
    language: language ?? '',
    code: code ?? '',
  }));
}

/** Targets of links to files of the repository, from its root. */
export function linkedFiles(path: string): string[] {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  return [...readDocument(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target]) =>
    target?.startsWith('/') ? target.slice(1) : folder + target,
  );
}
