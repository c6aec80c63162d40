import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ToolExecutorFactory, ToolHandler } from 'llm-gateway/tools';
import { EnterpriseModule } from '../src/enterprise.module.js';
import { enterpriseSettings } from '../src/settings/enterprise-settings.js';
import { ENVIRONMENT } from './support/enterprise-under-test.js';

@Injectable()
@ToolHandler({ name: 'table' })
class OtherTableHandler extends ToolExecutorFactory {
  override prepare(): never {
    throw new Error('Not called here.');
  }
}

@Module({ providers: [OtherTableHandler] })
class RivalModule {}

/** Starts the application with these modules and this environment, and stops it again. */
async function boot(environment: Readonly<Record<string, string>>, ...modules: object[]) {
  const settings = enterpriseSettings({ ...ENVIRONMENT, ...environment });
  const root = { module: class Root {}, imports: [EnterpriseModule.forRoot(settings), ...modules] };
  const app = await NestFactory.create(root as never, { logger: false, abortOnError: false });
  try {
    await app.init();
  } finally {
    await app.close();
  }
}

describe('the start', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'enterprise-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('fails when two handlers share a name, and names both modules', async () => {
    await expect(boot({}, RivalModule)).rejects.toThrow(
      /^Two tool handlers are named 'table': in (Directory|Rival)Module and in (?!\1)(Directory|Rival)Module\.$/,
    );
    await boot({});
  });

  it.each<[string, object, string]>([
    [
      'an unknown table',
      { table: 'cars', column: 'city' },
      "handler.table is 'cars'; known are offices, colleagues",
    ],
    [
      'a table of Object',
      { table: 'constructor', column: 'city' },
      "handler.table is 'constructor'",
    ],
    [
      'an unknown column',
      { table: 'offices', column: 'name' },
      "handler.column is 'name'; offices has city, phone, hours",
    ],
    [
      'a column that no argument is for',
      { table: 'offices', column: 'phone' },
      "handler.column is 'phone', so parameters.required must name it",
    ],
    ['a missing column', { table: 'offices' }, 'column'],
    ['an unknown key', { table: 'offices', column: 'city', colour: 'red' }, 'colour'],
    ['a time that is none', { table: 'offices', column: 'city', timeout_ms: 'x' }, 'timeout_ms'],
  ])('fails for %s in tools.json, with the line and the reason', async (_what, keys, reason) => {
    const parameters = { type: 'object', properties: { city: {} }, required: ['city'] };
    const handler = { type: 'table', ...keys };
    const tools = [{ name: 'find', description: 'Finds.', parameters, handler }];
    await writeFile(join(folder, 'tools.json'), JSON.stringify({ tools }));
    const message: unknown = await boot({ CONFIG_DIR: folder }).catch(
      (error: Error) => error.message,
    );
    expect(message).toContain(`${join(folder, 'tools.json')}:1: tools[0]: `);
    expect(message).toContain(reason);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['TEAM_KEYS', { TEAM_KEYS: '' }],
    ['TEAM_KEYS', { TEAM_KEYS: 'support' }],
    ['TEAM_KEYS', { TEAM_KEYS: 'support=' }],
    ['PORT', { PORT: 'eighty' }],
    ['HOUSE_BASE_URL', { HOUSE_BASE_URL: 'nowhere' }],
  ])('fails for a wrong %s and names it: %j', (name, environment) => {
    expect(() => enterpriseSettings({ ...ENVIRONMENT, ...environment })).toThrow(
      new RegExp(`fault:\\n  ${name} `),
    );
  });
});
