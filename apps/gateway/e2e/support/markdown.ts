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

/** What stands in backticks, code blocks aside. */
export function codeSpans(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
}

/** The cells of the tables in a section, its headings and rules left out. */
export function tableRows(document: string, section: string): string[][] {
  const [, ...sections] = document.split(/^##+ /m);
  const text = sections.find((candidate) => candidate.startsWith(`${section}\n`)) ?? '';
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Targets of links to files of the repository, from its root. */
export function linkedFiles(path: string): string[] {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  return [...readDocument(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target]) =>
    target?.startsWith('/') ? target.slice(1) : folder + target,
  );
}
