import type { DatabaseSync } from 'node:sqlite';

/** Every statement of the store, compiled once. */
export function prepareIdempotencyStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    find: prepare('SELECT * FROM idempotency_keys WHERE key = :key AND expires_at > :now'),
    claim: prepare(
      `INSERT OR REPLACE INTO idempotency_keys (key, fingerprint, token, expires_at)
       VALUES (:key, :fingerprint, :token, :expiresAt)`,
    ),
    // An answer keeps its longer life.
    renew: prepare(
      `UPDATE idempotency_keys SET expires_at = max(expires_at, :now + :leaseMs)
       WHERE key = :key AND token = :token AND expires_at > :now`,
    ),
    answer: prepare(
      `UPDATE idempotency_keys SET answer = :answer, expires_at = :now + :ttlMs
       WHERE key = :key AND token = :token AND expires_at > :now`,
    ),
    release: prepare(
      'DELETE FROM idempotency_keys WHERE key = :key AND token = :token AND answer IS NULL',
    ),
    sweep: prepare(
      `DELETE FROM idempotency_keys WHERE key IN
       (SELECT key FROM idempotency_keys WHERE expires_at <= :now LIMIT :limit)`,
    ),
  };
}

export type IdempotencyStatements = ReturnType<typeof prepareIdempotencyStatements>;
