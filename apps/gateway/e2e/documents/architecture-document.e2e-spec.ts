import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { codeBlocks, codeSpans, readDocument } from '../support/markdown.js';

const DOCUMENTS = [...globSync('docs/*.md'), 'README.md', 'CONTRIBUTING.md', 'SECURITY.md'];
const FOLDERS = 'apps|libs|docs|scripts|k8s|config|examples|bench|deployment|documents';
const CODE = globSync(['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'examples/*/src/**/*.ts']);

/** As GitHub makes them of headings. */
function anchorsOf(document: string): string[] {
  return [...document.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/ /g, '-'),
  );
}

describe.each(DOCUMENTS)('%s', (path) => {
  it('names files of the repository that exist', () => {
    const paths = codeSpans(readDocument(path)).filter((span) =>
      new RegExp(`^(${FOLDERS})/[\\w./*-]+$`).test(span),
    );
    expect(paths.filter((name) => globSync(name).length === 0)).toEqual([]);
  });

  it('links to headings that exist', () => {
    const links = [...readDocument(path).matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)];
    const missing = links.filter(([, file = '', anchor = '']) => {
      const target = file === '' ? path : join(dirname(path), file);
      return !anchorsOf(readDocument(target)).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });
});

describe('docs/ARCHITECTURE.md', () => {
  const document = readDocument('docs/ARCHITECTURE.md');

  it('draws the folders that there are', () => {
    const picture = codeBlocks(document).find(({ language }) => language === 'mermaid');
    const drawn = [...picture!.code.matchAll(/\[(libs\/[\w-]+)/g)].map(([, folder]) => folder!);
    expect(drawn.length).toBeGreaterThan(5);
    for (const folder of drawn) expect(existsSync(`${folder}/src/index.ts`)).toBe(true);
  });

  it('draws each node once, with an arrow to it or from it', () => {
    const picture = codeBlocks(document).find(({ language }) => language === 'mermaid');
    const [head, ...lines] = picture!.code.trim().split('\n');
    expect(head).toBe('flowchart LR');
    const node = String.raw`(\w+)(?:\[([^\[\]]+)\])?`;
    const arrow = new RegExp(String.raw`^  ${node} (?:-->|-\.->)(?:\|[^|]+\|)? ${node}$`);
    const named = new Map<string, number>();
    for (const line of lines) {
      const [, from, fromLabel, to, toLabel] = arrow.exec(line) ?? [];
      expect([line, from !== undefined]).toEqual([line, true]);
      for (const [id, label] of [
        [from!, fromLabel],
        [to!, toLabel],
      ] as const)
        named.set(id, (named.get(id) ?? 0) + (label === undefined ? 0 : 1));
    }
    expect([...named].filter(([, labels]) => labels !== 1)).toEqual([]);
  });

  it('names classes and functions that there are', () => {
    const code = CODE.map((file) => readFileSync(file, 'utf8')).join('\n');
    const names = codeSpans(document)
      .map((span) => /^@?([A-Za-z]\w+)(\(.*\))?$/.exec(span)?.[1] ?? '')
      .filter((name) => /^[A-Z]\w*[a-z]\w*[A-Z]|^[a-z]+[A-Z]/.test(name));
    expect(names.length).toBeGreaterThan(20);
    const missing = names.filter((name) => !new RegExp(String.raw`\b${name}\b`).test(code));
    expect(missing).toEqual([]);
  });
});
