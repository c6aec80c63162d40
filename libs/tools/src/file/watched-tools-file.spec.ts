import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ToolsModuleOptions } from '../tools.module-definition.js';
import type { ToolsFile } from './tools-file.schema.js';
import { WatchedToolsFile } from './watched-tools-file.js';

describe('a tools.json that cannot be read', () => {
  const lines: string[] = [];
  let folder: string;
  let toolsFile: string;
  let watched: WatchedToolsFile;

  beforeEach(async () => {
    lines.splice(0);
    folder = await mkdtemp(join(tmpdir(), 'llm-gateway-watched-'));
    toolsFile = join(folder, 'tools.json');
    watched = new WatchedToolsFile({ toolsFile } as ToolsModuleOptions);
    for (const level of ['log', 'error'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((line) => void lines.push(line));
  });
  afterEach(async () => {
    watched.onApplicationShutdown();
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('keeps the gateway from starting, by name', async () => {
    await mkdir(toolsFile);
    expect(() => watched.subscribe(() => () => {})).toThrow(/tools\.json:1: EISDIR/);
  });

  it('leaves a running gateway as it is, until it can be read again', async () => {
    const seen: ToolsFile[] = [];
    await writeFile(toolsFile, '{"tools":[]}');
    watched.subscribe((file) => () => void seen.push(file));
    await rm(toolsFile);
    await mkdir(toolsFile);
    await until(() => lines.some((line) => line.includes('The tools stay as they were')));
    expect(seen).toEqual([{ tools: [] }]);
    await rm(toolsFile, { recursive: true });
    await writeFile(toolsFile, '{}');
    await until(() => seen.length === 2);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 4_000;
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new Error('It was not noticed.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
