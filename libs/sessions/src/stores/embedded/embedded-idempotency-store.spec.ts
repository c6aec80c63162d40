import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeIdempotencyStore } from '../idempotency-store.suite.js';
import { EmbeddedIdempotencyStore } from './embedded-idempotency-store.js';
import { openDatabase } from './open-database.js';

const inFile = () => mkdtempSync(join(tmpdir(), 'idempotency-'));

describeIdempotencyStore(
  'EmbeddedIdempotencyStore',
  async () => new EmbeddedIdempotencyStore(openDatabase(inFile())),
);

describe('EmbeddedIdempotencyStore', () => {
  it('finds its answers again after it was opened anew', async () => {
    const folder = inFile();
    const database = openDatabase(folder);
    const first = new EmbeddedIdempotencyStore(database);
    const claim = await first.claim('key', 'body', 1_000);
    if (claim.type !== 'claimed') throw new Error(claim.type);
    await first.answer('key', claim.token, 'answer', 60_000);
    database.close();
    const second = new EmbeddedIdempotencyStore(openDatabase(folder));
    expect(await second.claim('key', 'body', 1_000)).toMatchObject({ answer: 'answer' });
  });

  it('sweeps what has expired and nothing else', async () => {
    const database = openDatabase(':memory:');
    const store = new EmbeddedIdempotencyStore(database);
    await store.claim('short', 'body', 1);
    await store.claim('long', 'body', 60_000);
    await sleep(5);
    store.sweep();
    expect(database.prepare('SELECT key FROM idempotency_keys').all()).toEqual([{ key: 'long' }]);
    database.close();
    store.sweep();
  });
});
