import type { Session, StoredMessage } from '../../session.js';

export interface SessionRow {
  readonly id: string;
  readonly owner: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly ttl_ms: number;
  readonly message_count: number;
  readonly context: string;
  readonly defaults: string;
  readonly version: number;
  readonly lease_token: number;
  readonly lease_until: number;
}

export interface MessageRow {
  readonly position: number;
  readonly created_at: number;
  readonly message: string;
}

export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    owner: row.owner,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ttlMs: row.ttl_ms,
    messageCount: row.message_count,
    context: JSON.parse(row.context) as Session['context'],
    defaults: JSON.parse(row.defaults) as Session['defaults'],
    version: row.version,
  };
}

export function toStoredMessage(row: MessageRow): StoredMessage {
  return {
    position: row.position,
    createdAt: row.created_at,
    message: JSON.parse(row.message) as StoredMessage['message'],
  };
}
