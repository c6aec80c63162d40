import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SCHEMA } from './schema.js';

const FILE = 'sessions.sqlite';
export const IN_MEMORY = ':memory:';
/** For another process that writes to the same file. */
const BUSY_MS = 250;

/**
 * A write-ahead log that is not flushed at each commit: what was committed survives the end of the
 * process at any moment; the end of the machine may take the last commits, never half of one.
 */
export function openDatabase(dataDir: string): DatabaseSync {
  if (dataDir !== IN_MEMORY) mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(dataDir === IN_MEMORY ? IN_MEMORY : join(dataDir, FILE), {
    timeout: BUSY_MS,
  });
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec('PRAGMA foreign_keys = ON');
  database.exec(SCHEMA);
  return database;
}
