import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { SchemaValidator } from 'llm-gateway/http';
import { ConfigurationFiles } from './configuration-files.js';
import { ConfigurationModule } from './configuration.module.js';
import { ConfigurationProbe } from './configuration.probe.js';
import { ConfigurationSection } from './configuration.section.js';

const validator = new SchemaValidator<object>({ type: 'object' }, 'The file');
const SIGNAL = new AbortController().signal;

let folders: string[];
const modules: TestingModule[] = [];

/** An application that watches `a.json` and, apart from it, `b.json` of a folder. */
async function applicationOn(folder: string): Promise<TestingModule> {
  const module = await Test.createTestingModule({ imports: [ConfigurationModule] }).compile();
  modules.push(module);
  for (const name of ['b', 'a'])
    module
      .get(ConfigurationFiles)
      .watch({ file: { path: join(folder, `${name}.json`), validator } }, 'The tests')
      .subscribe(() => () => {});
  return module;
}

const check = (module: TestingModule) => module.get(ConfigurationProbe).probes()[0]!.check(SIGNAL);

beforeEach(async () => {
  for (const level of ['log', 'error'] as const)
    jest.spyOn(Logger.prototype, level).mockImplementation(() => {});
  folders = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'llm-gateway-state-'))));
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const module of modules.splice(0)) await module.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

it('has one hash on replicas with equal files, and another when a file that is in effect differs', async () => {
  for (const folder of folders) await writeFile(join(folder, 'a.json'), '{"a":1}');
  const [one, other] = (await Promise.all(folders.map(applicationOn))).map((module) =>
    module.get(ConfigurationFiles),
  ) as [ConfigurationFiles, ConfigurationFiles];
  const { hash } = one;
  expect(hash).toMatch(/^[0-9a-f]{12}$/);
  expect(other.hash).toBe(hash);
  await writeFile(join(folders[0]!, 'a.json'), '{');
  await one.look();
  expect(one.hash).toBe(hash);
  await writeFile(join(folders[0]!, 'a.json'), '{"a":2}');
  await one.look();
  expect(one.hash).not.toBe(hash);
  await rm(join(folders[0]!, 'a.json'));
  await writeFile(join(folders[0]!, 'b.json'), '{"a":1}');
  await one.look();
  expect(one.hash).not.toBe(hash);
});

it('is told while a file is refused, and counted', async () => {
  const [folder] = folders as [string];
  await writeFile(join(folder, 'a.json'), '{}');
  const module = await applicationOn(folder);
  const files = module.get(ConfigurationFiles);
  const report = () => module.get(ConfigurationSection).report();
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const a = { path: join(folder, 'a.json'), state: 'loaded', loaded_at: time, fault: null };
  const b = { path: join(folder, 'b.json'), state: 'absent', loaded_at: null, fault: null };
  expect(report()).toEqual({ hash: files.hash, loaded_at: time, files: [b, a] });
  await expect(check(module)).resolves.toBeUndefined();

  await writeFile(join(folder, 'a.json'), '[]');
  await files.look();
  const fault = `${folder}/a.json:1: The file must be an object, not an array.`;
  expect(report()).toMatchObject({ files: [b, { ...a, state: 'refused', fault }] });
  await expect(check(module)).rejects.toThrow(fault);
  expect(files.reloads).toEqual({ loaded: 0, refused: 1 });

  await writeFile(join(folder, 'a.json'), '{"a":1}');
  await files.look();
  expect(report()).toMatchObject({ files: [b, a] });
  await expect(check(module)).resolves.toBeUndefined();
  expect(files.reloads).toEqual({ loaded: 1, refused: 1 });
});

it('never takes a replica out of service by itself', async () => {
  const module = await applicationOn(folders[0]!);
  expect(module.get(ConfigurationProbe).probes()).toMatchObject([
    { name: 'configuration', required: false },
  ]);
});
