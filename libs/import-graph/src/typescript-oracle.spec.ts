import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { readImports } from './read-imports.js';

const ROOT = new URL('../../../', import.meta.url);

const sources = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true })
    .map((path) => `${folder}/${String(path)}`)
    .filter((path) => path.endsWith('.ts')),
);

describe('the imports of this repository', () => {
  it("are those that TypeScript's own scanner finds", async () => {
    expect(sources.length).toBeGreaterThan(500);
    const unparsed: string[] = [];
    for (const path of sources) {
      const content = readFileSync(new URL(path, ROOT), 'utf8');
      const expected = ts.preProcessFile(content, true, true).importedFiles;
      const { imports, unparsedLines } = await readImports({ path, content }, undefined, {
        leftMs: 60_000,
      });
      const found = imports
        .filter(({ isComputed }) => !isComputed)
        .map(({ specifier }) => specifier);
      expect([path, found.toSorted()]).toEqual([
        path,
        expected.map(({ fileName }) => fileName).toSorted(),
      ]);
      if (unparsedLines.length > 0) unparsed.push(path);
    }
    expect(unparsed.length).toBeLessThan(sources.length / 100);
  });
});
