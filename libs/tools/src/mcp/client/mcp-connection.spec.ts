import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger, type LoggerService } from '@nestjs/common';
import { createGuardedFetch } from '../../egress/guarded-fetch.js';
import { McpConnection } from './mcp-connection.js';

/** Nobody listens on it. */
const URL_OF_NOBODY = 'http://127.0.0.1:3/mcp';

describe('McpConnection', () => {
  const lines: string[] = [];
  const guarded = createGuardedFetch(() => false);

  beforeEach(() => {
    const write = (line: string) => void lines.push(line);
    Logger.overrideLogger({ log: write, warn: write, error: write } as LoggerService);
  });
  afterEach(() => Logger.overrideLogger(false));

  it('says once that a server is away, however often it is tried', async () => {
    const connection = new McpConnection(
      {
        name: 'files',
        target: { kind: 'http', url: URL_OF_NOBODY, headers: { authorization: 'Bearer secret' } },
        timeoutMs: 1_000,
        maximumBytes: 1_000_000,
      },
      { fetch: guarded.fetch, version: '1' },
      () => undefined,
    );
    await connection.start();
    await expect(connection.session()).rejects.toThrow('fetch failed');
    await expect(connection.session()).rejects.toThrow('fetch failed');
    expect(lines).toEqual([
      "MCP server 'files' is away and tried again: files cannot be reached (ECONNREFUSED). Try again later, or answer without it.",
    ]);
    await connection.close();
    await guarded.close();
  });
});
