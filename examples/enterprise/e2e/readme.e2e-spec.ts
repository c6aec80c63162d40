import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enterpriseSettings } from '../src/settings/enterprise-settings.js';
import { ENVIRONMENT } from './support/enterprise-under-test.js';
import { COMMANDS, README } from './support/readme.js';
import { ShellServer } from './support/shell-server.js';

const [serveHouse = '', serveGateway = '', ...requests] = COMMANDS;

describe('the README', () => {
  let house: ShellServer;
  let gateway: ShellServer;

  beforeAll(async () => {
    house = await ShellServer.start(serveHouse.replace('.mjs', '.mjs 0'));
    gateway = await ShellServer.start(serveGateway.replace('http://localhost:9000', house.url));
  });
  afterAll(async () => {
    await gateway?.stop();
    await house?.stop();
  });

  it.each<[string, number, object]>([
    ['a chat', 0, { choices: [{ message: { content: 'You said: Good morning!' } }] }],
    ['a tool', 1, { success: true, result: { office: 'Leeds' } }],
    ['a tool in a chat', 2, { gateway: { tool_rounds: [{ tool_calls: [{ success: true }] }] } }],
  ])('shows %s that works', async (_what, index, answer) => {
    const command = requests[index]!.replace('http://localhost:8090', gateway.url);
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    expect(JSON.parse(stdout)).toMatchObject(answer);
  });

  it('lists folders and files that exist', () => {
    const listed = [...README.matchAll(/^\| `([\w./-]+)` +\|/gm)].map(([, path]) => path!);
    const paths = listed.filter((path) => /[./]/.test(path));
    expect(paths).toHaveLength(8);
    for (const path of paths)
      expect([path, existsSync(new URL(`../${path}`, import.meta.url))]).toEqual([path, true]);
  });

  it('lists the true defaults', () => {
    const rows = [...README.matchAll(/^\| `([A-Z_]+)` +\| (?:`(.*?)`)? *\|/gm)];
    const defaults = Object.fromEntries(
      rows.filter(([, , value]) => value !== undefined).map(([, name, value]) => [name, value]),
    );
    expect(Object.keys(defaults)).toEqual(['RESIDENT_PROVIDERS', 'CONFIG_DIR', 'LOG_LEVEL']);
    const of = (environment: object) => {
      const settings = enterpriseSettings({ TEAM_KEYS: ENVIRONMENT.TEAM_KEYS, ...environment });
      const { residentProviders, logLevel, tools, port, host } = settings;
      return [residentProviders, logLevel, tools.toolsFile, port, host];
    };
    expect(of({ ...defaults, PORT: '8090', HOST: '0.0.0.0' })).toEqual(of({}));
  });
});
