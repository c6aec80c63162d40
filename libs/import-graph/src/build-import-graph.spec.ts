import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { buildImportGraph } from './build-import-graph.js';

const alive = new AbortController().signal;

function graphOf(files: Readonly<Record<string, string>>, language?: string) {
  const sources = Object.entries(files).map(([path, content]) => ({ path, content }));
  return buildImportGraph(sources, language, alive);
}

/** `from -> to kind:line`, in order. */
async function edgesOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { edges } = await graphOf(files);
  return edges.map(({ from, to, kind, line }) => `${from} -> ${to} ${kind}:${line}`);
}

describe('JavaScript and TypeScript', () => {
  it('reads every form of import, with its line', async () => {
    const files = {
      'src/main.ts': [
        "import a, { b } from './a.js';",
        "import type { B } from './b.js';",
        "import './effect';",
        "export * from './c';",
        "export { d as e } from './d.js';",
        "import legacy = require('./legacy');",
        'const lazy = await import(/* chunk */ `./lazy.js`);',
        "type T = import('./types').T;",
        "import data from './data.json' with { type: 'json' };",
        "export { f, type F, type G, type as h } from './f';",
        '@Decorated() export class Z { is = (x: unknown): x is string => true; }',
      ].join('\n'),
      'src/a.ts': '',
      'src/b.ts': '',
      'src/effect.tsx': '',
      'src/c/index.ts': '',
      'src/d.ts': '',
      'src/legacy.cjs': '',
      'src/lazy.js': '',
      'src/types.d.ts': '',
      'src/data.json': '{}',
      'src/f.ts': '',
    };
    expect(await edgesOf(files)).toEqual([
      'src/main.ts -> src/a.ts import:1',
      'src/main.ts -> src/b.ts type:2',
      'src/main.ts -> src/effect.tsx import:3',
      'src/main.ts -> src/c/index.ts re-export:4',
      'src/main.ts -> src/d.ts re-export:5',
      'src/main.ts -> src/legacy.cjs require:6',
      'src/main.ts -> src/lazy.js dynamic:7',
      'src/main.ts -> src/types.d.ts type:8',
      'src/main.ts -> src/data.json import:9',
      'src/main.ts -> src/f.ts re-export:10',
    ]);
    const { nodes } = await graphOf(files);
    expect(nodes[0]).toEqual({
      path: 'src/main.ts',
      language: 'typescript',
      lines: 11,
      unparsed_lines: [],
      truncated: false,
    });
  });

  it('reads CommonJS, and markup in a component', async () => {
    const files = {
      'index.js':
        "const { x } = require('./lib'), y = require('../outside');\nfoo.require('./no');",
      'lib/index.js': "module.exports = require('./view.jsx')",
      'lib/view.jsx': "import x from '.';\nexport const View = () => <p>import z from './z'</p>;",
    };
    expect(await edgesOf(files)).toEqual([
      'index.js -> lib/index.js require:1',
      'lib/index.js -> lib/view.jsx require:1',
      'lib/view.jsx -> lib/index.js import:1',
    ]);
    expect((await graphOf(files)).unresolved).toEqual([
      { from: 'index.js', specifier: '../outside', line: 1 },
    ]);
  });

  it('sees no import in strings, comments and text', async () => {
    const text =
      "// import './b'\n/* require('./b') */\nconst s = \"import './b'\", t = `import('./b')`;";
    expect(await edgesOf({ 'a.js': text, 'b.js': '' })).toEqual([]);
  });

  it('names packages, not what is within them', async () => {
    const { external } = await graphOf({
      'a.ts':
        "import 'react'; import '@scope/kit/button'; import 'node:fs/promises'; import 'lodash/fp';",
      'b.ts': "import { useState } from 'react'; import 'https://deno.land/x/mod.ts';",
    });
    expect(external).toEqual([
      { name: '@scope/kit', imported_by: ['a.ts'] },
      { name: 'https://deno.land/x/mod.ts', imported_by: ['b.ts'] },
      { name: 'lodash', imported_by: ['a.ts'] },
      { name: 'node:fs', imported_by: ['a.ts'] },
      { name: 'react', imported_by: ['a.ts', 'b.ts'] },
    ]);
  });

  it('tells what only a run can tell', async () => {
    const { unresolved, edges } = await graphOf({
      'a.js': 'require(name);\nimport(`./${name}.js`);\nrequire();',
    });
    expect(edges).toEqual([]);
    expect(unresolved).toEqual([
      { from: 'a.js', specifier: 'name', line: 1 },
      { from: 'a.js', specifier: '`./${name}.js`', line: 2 },
    ]);
  });

  it('follows the paths of a tsconfig.json, for the files in its folder', async () => {
    const files = {
      'web/tsconfig.json':
        '{ /* aliases */ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"], "config": ["src/config.ts"] } } }',
      'web/src/a.ts': "import '@/b'; import 'config'; import '@/gone';",
      'web/src/b.ts': '',
      'web/src/config.ts': '',
      'api/a.ts': "import 'config';",
    };
    expect(await edgesOf(files)).toEqual([
      'web/src/a.ts -> web/src/b.ts import:1',
      'web/src/a.ts -> web/src/config.ts import:1',
    ]);
    const { external, unresolved } = await graphOf(files);
    expect(external).toEqual([{ name: 'config', imported_by: ['api/a.ts'] }]);
    expect(unresolved.map(({ specifier }) => specifier)).toEqual(['@/gone']);
  });

  it('survives configurations that are no such thing', async () => {
    const broken = [
      '{',
      '[1]',
      '{"compilerOptions":{"paths":{"a":"b","c":[1]}}}',
      '['.repeat(100_000),
    ];
    for (const content of broken)
      expect(
        await edgesOf({ 'tsconfig.json': content, 'a.ts': "import './b'", 'b.ts': '' }),
      ).toEqual(['a.ts -> b.ts import:1']);
  });
});

describe('Python', () => {
  it('finds modules, packages and names that are modules', async () => {
    const files = {
      'app/__init__.py': '',
      'app/main.py': [
        'import os, app.config as config',
        'from app.models import User, user as u',
        'from . import views',
        'from .views import (',
        '    index,  # the page',
        ')',
        'from ..outside import x',
        'import numpy.linalg as la',
        'import importlib',
        "importlib.import_module('app.plugin')",
      ].join('\n'),
      'app/config.py': '',
      'app/models/__init__.py': 'from .user import *',
      'app/models/user.py': 'from ..config import settings\nfrom ... import nothing',
      'app/views.py': '',
      'app/plugin.py': '',
    };
    expect(await edgesOf(files)).toEqual([
      'app/main.py -> app/config.py import:1',
      'app/main.py -> app/models/__init__.py import:2',
      'app/main.py -> app/models/user.py import:2',
      'app/main.py -> app/views.py import:3',
      'app/main.py -> app/plugin.py dynamic:10',
      'app/models/__init__.py -> app/models/user.py import:1',
      'app/models/user.py -> app/config.py import:1',
    ]);
    const { external, unresolved } = await graphOf(files);
    expect(external.map(({ name }) => name)).toEqual(['importlib', 'numpy', 'os']);
    expect(unresolved).toEqual([
      { from: 'app/main.py', specifier: '..outside', line: 7 },
      { from: 'app/models/user.py', specifier: '...', line: 2 },
    ]);
  });

  it('does not take a neighbour in a package for a module of the language', async () => {
    const packaged = {
      'app/__init__.py': '',
      'app/main.py': 'import logging',
      'app/logging.py': '',
    };
    expect(await edgesOf(packaged)).toEqual([]);
    const script = { 'app/main.py': 'import logging', 'app/logging.py': '' };
    expect(await edgesOf(script)).toEqual(['app/main.py -> app/logging.py import:1']);
  });

  it('looks into src, and tells a missing module of a package that was sent', async () => {
    const files = {
      'tests/test_a.py': 'from kit.a import run\nimport kit.gone',
      'src/kit/a.py': '',
    };
    expect(await edgesOf(files)).toEqual(['tests/test_a.py -> src/kit/a.py import:1']);
    const { unresolved, external } = await graphOf(files);
    expect(unresolved).toEqual([{ from: 'tests/test_a.py', specifier: 'kit.gone', line: 2 }]);
    expect(external).toEqual([]);
  });
});

describe('cycles', () => {
  it('are groups of files that reach each other', async () => {
    const { cycles } = await graphOf({
      'a.js': "import './b'",
      'b.js': "import './c'; import './d'",
      'c.js': "import './a'",
      'd.js': "import './e'",
      'e.js': "import './d'",
      'f.js': "import './a'; import './f'",
      'g.js': "import './f'",
    });
    expect(cycles.map((cycle) => cycle.toSorted())).toEqual([
      ['d.js', 'e.js'],
      ['a.js', 'b.js', 'c.js'],
      ['f.js'],
    ]);
  });

  it('do not come from types, which are gone when the code runs', async () => {
    const files = { 'a.ts': "import { b } from './b'", 'b.ts': "import type { A } from './a'" };
    expect((await graphOf(files)).cycles).toEqual([]);
    expect((await graphOf({ ...files, 'b.ts': "import { A } from './a'" })).cycles).toHaveLength(1);
  });
});

describe('code that is broken, foreign or hostile', () => {
  it('reads what can be read and tells the lines that cannot', async () => {
    const { nodes, edges } = await graphOf({
      'a.ts': "import './b';\nfunction ( {{{ ;\nimport './c';",
      'b.ts': '',
      'c.ts': '',
      'd.py': 'import e\ndef (:\n',
      'e.py': '',
    });
    expect(edges.map(({ to }) => to)).toEqual(expect.arrayContaining(['b.ts', 'e.py']));
    expect(nodes[0]?.unparsed_lines).toContain(2);
    expect(nodes[3]?.unparsed_lines).toContain(2);
    expect(nodes[1]?.unparsed_lines).toEqual([]);
  });

  it('leaves other languages alone, and says so', async () => {
    const { nodes, edges } = await graphOf({
      'main.go': 'import "fmt"',
      'x.ts': "import './main.go'",
    });
    expect(nodes[0]).toMatchObject({ language: null, lines: 1 });
    expect(edges).toHaveLength(1);
  });

  it('takes the named language where the extension does not tell', async () => {
    const { nodes, external } = await graphOf({ snippet: 'import os' }, 'Python');
    expect(nodes[0]?.language).toBe('python');
    expect(external).toHaveLength(1);
  });

  it('gives up on what costs too much, without holding up the process', async () => {
    // Processor time: a machine that is busy elsewhere holds up anything.
    let longestMs = 0;
    let last = process.cpuUsage();
    const look = () => {
      longestMs = Math.max(longestMs, process.cpuUsage(last).user / 1_000);
      last = process.cpuUsage();
    };
    const watch = setInterval(look, 10);
    const hostile = "import './b';\n" + '%^&*)('.repeat(150_000);
    const { nodes, edges } = await graphOf({
      'a.ts': hostile,
      'b.ts': '',
      'c.ts': '(a,'.repeat(9e4),
    });
    clearInterval(watch);
    look();
    expect(nodes.map(({ truncated }) => truncated)).toEqual([true, false, true]);
    expect(edges).toHaveLength(1);
    expect(longestMs).toBeLessThan(1_500);
  });

  it('stops when the client leaves', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(
      buildImportGraph([{ path: 'a.ts', content: '' }], undefined, gone),
    ).rejects.toThrow('gone');
  });
});

const names = ['a', 'b', 'c/index', 'c/d', 'e'];
const specifier = fc.constantFrom(
  './a',
  '../a',
  './c',
  './c/d.js',
  '.',
  '..',
  'react',
  '.a',
  'c.d',
  '..c',
  './%',
  '',
);
const statement = fc.oneof(
  specifier.map((to) => `import x from '${to}';\n`),
  specifier.map((to) => `export * from "${to}"\n`),
  specifier.map((to) => `require('${to}')\n`),
  specifier.map((to) => `from ${to} import b, c\n`),
  specifier.map((to) => `import ${to} as y\n`),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const anyFiles = fc.uniqueArray(
  fc.record({
    path: fc
      .tuple(
        fc.constantFrom(...names),
        fc.constantFrom('ts', 'tsx', 'js', 'py', 'pyi', 'json', 'rb'),
      )
      .map(([name, extension]) => `${name}.${extension}`),
    content: fc.array(statement, { maxLength: 8 }).map((lines) => lines.join('')),
  }),
  { selector: ({ path }) => path, maxLength: 8 },
);

describe('whatever is sent', () => {
  it('has edges between files that were sent, lines that exist, and cycles that are some', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, async (files) => {
        const { nodes, edges, external, unresolved, cycles } = await buildImportGraph(
          files,
          undefined,
          alive,
        );
        const lines = new Map(nodes.map((node) => [node.path, node.lines]));
        expect([...lines.keys()]).toEqual(files.map(({ path }) => path));
        for (const { from, to, line } of edges) {
          expect(lines.has(to)).toBe(true);
          expect(line).toBeLessThanOrEqual(lines.get(from) ?? 0);
        }
        for (const { from, line } of unresolved)
          expect(line).toBeLessThanOrEqual(lines.get(from) ?? 0);
        for (const { imported_by } of external)
          for (const path of imported_by) expect(lines.has(path)).toBe(true);
        for (const cycle of cycles)
          for (const member of cycle)
            expect(edges.some(({ from, to }) => from === member && cycle.includes(to))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
