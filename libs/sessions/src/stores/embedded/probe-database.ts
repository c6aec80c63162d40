import type { DatabaseSync } from 'node:sqlite';
import type { ReadinessProbe } from 'llm-gateway/contracts';

/** Reads a row. Writing would say more, and wake the disk every few seconds. */
export function probeDatabase(database: DatabaseSync): ReadinessProbe {
  const read = database.prepare('SELECT id FROM sessions LIMIT 1');
  return {
    name: 'session_store',
    required: true,
    async check() {
      read.get();
    },
  };
}
