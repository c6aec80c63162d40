import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import * as fc from 'fast-check';
import { ConfigurationFault } from 'llm-gateway/contracts';
import { SchemaValidator } from 'llm-gateway/http';
import { eventually } from 'llm-gateway/testing';
import { WatchedFiles } from './watched-files.js';

interface Numbers {
  readonly numbers: readonly number[];
}
const SCHEMA = {
  type: 'object',
  required: ['numbers'],
  properties: { numbers: { type: 'array', items: { type: 'number' } } },
  additionalProperties: false,
};
const VALIDATOR = new SchemaValidator<Numbers>(SCHEMA, 'The file');

type Contents = { one: Numbers; two: Numbers };

const logged: string[] = [];
const complaints: string[] = [];
let folder: string;
let watched: WatchedFiles<Contents>;
/** What took effect, one after the other. */
let effects: Partial<Contents>[];

const watch = () => {
  const files = {
    one: { path: join(folder, 'one.json'), validator: VALIDATOR },
    two: { path: join(folder, 'two.json'), validator: VALIDATOR },
  };
  watched = new WatchedFiles<Contents>(files, { subject: 'The numbers' });
  watched.subscribe((contents) => {
    const faults = (['one', 'two'] as const).flatMap((name) =>
      (contents[name]?.numbers ?? []).flatMap((number, index) => {
        const reason = `${number} is below 0; raise it`;
        return number < 0
          ? [new ConfigurationFault(`${name}.json`, `numbers[${index}]`, reason)]
          : [];
      }),
    );
    if (faults.length > 0) throw new AggregateError(faults);
    return () => void effects.push(contents);
  });
};
const write = (name: string, text: string) => writeFile(join(folder, name), text);
const stateOf = (name: string) =>
  watched.states.find(({ path }) => path === join(folder, name))?.state;

beforeEach(async () => {
  for (const list of [logged, complaints]) list.splice(0);
  effects = [];
  folder = await mkdtemp(join(tmpdir(), 'llm-gateway-watched-'));
  jest.spyOn(Logger.prototype, 'log').mockImplementation((line) => void logged.push(line));
  jest.spyOn(Logger.prototype, 'error').mockImplementation((line) => void complaints.push(line));
});
afterEach(async () => {
  watched?.stop();
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const until = (isSo: () => boolean) => eventually(isSo, 'the edit is noticed', 10_000);

describe('files that cannot be used', () => {
  it('keep the application from starting, all at once, with file, line and fix', async () => {
    await write('one.json', '{\n  "numbers": [1,]\n}');
    await write('two.json', '{\n\n  "numbers": ["1"]}');
    expect(watch).toThrow(
      [
        'The configuration has faults:',
        `  ${folder}/one.json:2: The file is not valid JSON: a value is missing here; take out a comma that nothing follows.`,
        `  ${folder}/two.json:3: 'numbers[0]' must be a number, not a string.`,
      ].join('\n'),
    );
  });

  it('keep the application from starting when they cannot be read', async () => {
    await mkdir(join(folder, 'one.json'));
    expect(watch).toThrow(/one\.json:1: EISDIR/);
  });

  it.each([
    ['// note\n{"numbers":[]}', 1, 'take the comment out'],
    ['{"numbers":[]}\n}', 2, 'take out what follows'],
    ['{"numbers"\n[]}', 2, 'put a colon'],
    ['{"numbers":[1\n2]}', 2, 'put a comma before this'],
    ['{"numbers":[1', 1, 'close the list with ]'],
    ['{"numbers":[1]', 1, 'close the object with }'],
    ['{"numbers":\nyes}', 2, 'double quotes'],
    ['{"numbers: []}', 1, 'close the text with a double quote'],
    ['', 1, 'a value is missing'],
  ])('say how to mend %j', async (text, line, fix) => {
    await write('one.json', text);
    expect(watch).toThrow(new RegExp(`one\\.json:${line}: .*${fix.replace(']', '\\]')}`));
  });
});

describe('edits', () => {
  it('take effect as a whole, and say which files were read', async () => {
    await write('one.json', '\uFEFF{"numbers":[1]}');
    watch();
    await write('two.json', '{"numbers":[2]}');
    await write('one.json', '{"numbers":[3]}');
    await watched.look();
    expect(effects).toEqual([
      { one: { numbers: [1] } },
      { one: { numbers: [3] }, two: { numbers: [2] } },
    ]);
    expect(logged).toEqual([`${folder}/one.json, ${folder}/two.json: read again.`]);
  });

  it('are refused as a whole in one log record with all faults, until they are mended', async () => {
    await write('two.json', '{"numbers":[2]}');
    watch();
    await write('one.json', '{"numbers":[5]}');
    await write('two.json', '{"numbers":[2,\n-1,\n-2]}');
    await watched.look();
    await watched.look();
    expect(complaints).toEqual([
      expect.stringMatching(
        /^.+two\.json:2: -1 is below 0; raise it\.\n.+two\.json:3: -2 is below 0; raise it\.\nThe numbers stay as they were\.$/,
      ),
    ]);
    expect(effects).toEqual([{ two: { numbers: [2] } }]);
    expect([stateOf('one.json'), stateOf('two.json')]).toEqual(['refused', 'refused']);
    await write('two.json', '{"numbers":[2]}');
    await watched.look();
    expect(effects.at(-1)).toEqual({ one: { numbers: [5] }, two: { numbers: [2] } });
    expect([stateOf('one.json'), stateOf('two.json')]).toEqual(['loaded', 'loaded']);
  });

  it('that are taken back leave everything as it was', async () => {
    await write('one.json', '{"numbers":[1]}');
    watch();
    const [before] = watched.states;
    await write('one.json', '{');
    await watched.look();
    expect(watched.states[0]).toMatchObject({ state: 'refused', fault: expect.any(String) });
    await write('one.json', '{"numbers":[1]}');
    await watched.look();
    expect(watched.states[0]).toEqual(before);
    expect(effects).toHaveLength(1);
  });

  it('of a file that cannot be read leave everything as it was, until it can be', async () => {
    await write('one.json', '{"numbers":[1]}');
    watch();
    await rm(join(folder, 'one.json'));
    await mkdir(join(folder, 'one.json'));
    await watched.look();
    expect(complaints).toEqual([expect.stringContaining('The numbers stay as they were')]);
    await rm(join(folder, 'one.json'), { recursive: true });
    await watched.look();
    expect(effects).toEqual([{ one: { numbers: [1] } }, {}]);
    expect(stateOf('one.json')).toBe('absent');
  });

  it('are noticed without a look from outside, until it stops', async () => {
    watch();
    await write('one.json', '{"numbers":[1]}');
    await until(() => effects.length === 2);
    watched.stop();
    await write('one.json', '{"numbers":[2]}');
    await watched.look();
    expect(effects).toHaveLength(2);
  });

  it('end in the last valid state, whatever came between', async () => {
    const valid = fc.array(fc.nat(9), { maxLength: 3 });
    const content = fc.oneof(
      valid.map((numbers) => ({ text: JSON.stringify({ numbers }), numbers })),
      fc
        .constantFrom('{', '', '[]', '{"number":[]}', '{"numbers":[-1]}')
        .map((text) => ({ text, numbers: undefined })),
      fc.constant({ text: undefined, numbers: [] }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(content, { maxLength: 6 }), async (edits) => {
        effects = [];
        await rm(join(folder, 'one.json'), { force: true });
        watch();
        for (const { text } of edits) {
          if (text === undefined) await rm(join(folder, 'one.json'), { force: true });
          else await write('one.json', text);
          await watched.look();
        }
        watched.stop();
        const last = edits.findLast(({ numbers }) => numbers !== undefined);
        expect(effects.at(-1)?.one?.numbers ?? []).toEqual(last?.numbers ?? []);
        const isRefused = (edits.at(-1) ?? { numbers: [] }).numbers === undefined;
        expect(watched.states.some(({ state }) => state === 'refused')).toBe(isRefused);
      }),
    );
  });
});

describe('a folder that Kubernetes swaps', () => {
  it('never gives one file of the old folder and one of the new', async () => {
    const put = async (version: string, number: number) => {
      await mkdir(join(folder, version));
      for (const name of ['one.json', 'two.json'])
        await write(join(version, name), `{"numbers":[${number}]}`);
    };
    const point = async (version: string) => {
      await symlink(version, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await put('v0', 0);
    await point('v0');
    for (const name of ['one.json', 'two.json'])
      await symlink(join('..data', name), join(folder, name));
    watch();
    for (let version = 1; version <= 100; version += 1) {
      await put(`v${version}`, version);
      await Promise.all([watched.look(), point(`v${version}`), watched.look()]);
    }
    await watched.look();
    expect(effects.at(-1)).toEqual({ one: { numbers: [100] }, two: { numbers: [100] } });
    for (const { one, two } of effects) expect(one).toEqual(two);
  });
});
