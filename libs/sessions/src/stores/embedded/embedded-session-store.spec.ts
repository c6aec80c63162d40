import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeSessionStore } from '../session-store.suite.js';
import { EmbeddedSessionStore } from './embedded-session-store.js';
import { openDatabase } from './open-database.js';

const inMemory = async () => new EmbeddedSessionStore(openDatabase(':memory:'));

describeSessionStore('EmbeddedSessionStore in memory', inMemory);
describeSessionStore(
  'EmbeddedSessionStore in a file',
  async () => new EmbeddedSessionStore(openDatabase(mkdtempSync(join(tmpdir(), 'sessions-')))),
);

describe('EmbeddedSessionStore', () => {
  it('finds its sessions again after it was opened anew', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sessions-'));
    const first = new EmbeddedSessionStore(openDatabase(folder));
    const fields = { owner: '', ttlMs: 60_000, context: { a: 1 }, defaults: {} };
    await first.create({ id: 'sess_1', ...fields, messages: [{ role: 'user', content: 'Hi' }] });
    await first.close();
    const second = new EmbeddedSessionStore(openDatabase(folder));
    expect(await second.find('sess_1', '')).toMatchObject({ messageCount: 1, context: { a: 1 } });
    expect(await second.messages('sess_1', '', { limit: 10 })).toMatchObject([
      { position: 1, message: { role: 'user', content: 'Hi' } },
    ]);
    await second.close();
  });

  it('sweeps what has expired, messages included', async () => {
    const database = openDatabase(':memory:');
    const store = new EmbeddedSessionStore(database);
    const fields = { owner: '', ttlMs: 1, context: {}, defaults: {} };
    await store.create({ id: 'sess_1', ...fields, messages: [{ role: 'user', content: 'Hi' }] });
    await new Promise((resolve) => setTimeout(resolve, 5));
    store.sweep();
    const count = (table: string) =>
      database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'];
    expect([count('sessions'), count('messages')]).toEqual([0, 0]);
    await store.close();
  });

  it('is unavailable, not broken, while another process holds the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sessions-'));
    const store = new EmbeddedSessionStore(openDatabase(folder));
    const fields = { owner: '', ttlMs: 60_000, context: {}, defaults: {}, messages: [] };
    await store.create({ id: 'sess_1', ...fields });
    const other = openDatabase(folder);
    other.exec('BEGIN EXCLUSIVE');
    const create = store.create({ id: 'sess_2', ...fields });
    await expect(create).rejects.toMatchObject({ code: 'session_store_unavailable' });
    const remove = store.delete('sess_1', '');
    await expect(remove).rejects.toMatchObject({ code: 'session_store_unavailable' });
    expect(await store.find('sess_1', '')).toBeDefined();
    other.exec('ROLLBACK');
    expect(await store.create({ id: 'sess_2', ...fields })).toBeDefined();
    other.close();
    await store.close();
  });
});
