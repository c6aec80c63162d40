import type { DatabaseSync } from 'node:sqlite';
import { orUnavailable } from './or-unavailable.js';

/**
 * Runs the work in one transaction, at one moment in Unix milliseconds; undoes it when it throws. What
 * SQLite complains of becomes `session_store_unavailable`.
 */
export function atomically<Result>(database: DatabaseSync, work: (now: number) => Result): Result {
  return orUnavailable(() => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work(Date.now());
      database.exec('COMMIT');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  });
}
