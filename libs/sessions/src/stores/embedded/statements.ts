import type { DatabaseSync } from 'node:sqlite';

/** Every statement of the store, compiled once. Named parameters keep calls readable. */
export function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    insertSession: prepare(
      `INSERT INTO sessions (id, owner, created_at, expires_at, ttl_ms, message_count, context, defaults)
       VALUES (:id, :owner, :now, :now + :ttlMs, :ttlMs, :messageCount, :context, :defaults)
       RETURNING *`,
    ),
    insertMessage: prepare(
      'INSERT INTO messages (session_id, position, created_at, message) VALUES (:id, :position, :now, :message)',
    ),
    find: prepare('SELECT * FROM sessions WHERE id = :id AND owner = :owner AND expires_at > :now'),
    list: prepare(
      `SELECT * FROM sessions WHERE owner = :owner AND expires_at > :now
       AND id < :after ORDER BY id DESC LIMIT :limit`,
    ),
    update: prepare(
      `UPDATE sessions SET ttl_ms = :ttlMs, expires_at = :now + :ttlMs, context = :context,
       defaults = :defaults, version = version + 1
       WHERE id = :id AND version = :version RETURNING *`,
    ),
    remove: prepare(
      'DELETE FROM sessions WHERE id = :id AND owner = :owner AND expires_at > :now RETURNING id',
    ),
    newestMessages: prepare(
      'SELECT * FROM messages WHERE session_id = :id ORDER BY position DESC LIMIT :limit',
    ),
    messagesAfter: prepare(
      `SELECT * FROM messages WHERE session_id = :id AND position > :after
       ORDER BY position LIMIT :limit`,
    ),
    allMessages: prepare('SELECT * FROM messages WHERE session_id = :id ORDER BY position'),
    takeLease: prepare(
      `UPDATE sessions SET lease_token = lease_token + 1, lease_until = :now + :leaseMs,
       expires_at = :now + max(ttl_ms, :leaseMs)
       WHERE id = :id RETURNING *`,
    ),
    renewLease: prepare(
      `UPDATE sessions SET lease_until = :now + :leaseMs,
       expires_at = max(expires_at, :now + :leaseMs)
       WHERE id = :id AND lease_token = :token AND lease_until > :now RETURNING id`,
    ),
    endLease: prepare(
      `UPDATE sessions SET lease_until = 0, expires_at = :now + ttl_ms,
       message_count = message_count + :added
       WHERE id = :id AND lease_token = :token AND lease_until > :now RETURNING *`,
    ),
    insertReceipt: prepare(
      `INSERT OR REPLACE INTO receipts (session_id, key, fingerprint, answer)
       VALUES (:id, :key, :fingerprint, :answer)`,
    ),
    findReceipt: prepare(
      'SELECT fingerprint, answer FROM receipts WHERE session_id = :id AND key = :key',
    ),
    removeReceipt: prepare('DELETE FROM receipts WHERE session_id = :id AND key = :key'),
    sweep: prepare(
      'DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at <= :now LIMIT :limit)',
    ),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
