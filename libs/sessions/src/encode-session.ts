import { messageId } from './message-id.js';
import type { HistoryLimits, Session, StoredMessage } from './session.js';

/** A session in JSON, as lists show it. Times are Unix seconds. */
export interface SessionSummary {
  readonly id: string;
  readonly object: 'session';
  readonly created_at: number;
  readonly expires_at: number;
  readonly ttl_seconds: number;
  readonly message_count: number;
  readonly context: Readonly<Record<string, unknown>>;
  readonly system?: string;
  readonly model?: string;
  readonly prompt_caching?: false;
  readonly tool_execution?: 'gateway';
  readonly history?: HistoryLimits;
}

export interface SessionWithMessages extends SessionSummary {
  /** A page of the history, oldest first. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly has_more: boolean;
}

export interface SessionList {
  readonly object: 'list';
  readonly data: readonly SessionSummary[];
  readonly has_more: boolean;
}

export function encodeSession(session: Session): SessionSummary {
  const { promptCaching, toolExecution, ...defaults } = session.defaults;
  return {
    id: session.id,
    object: 'session',
    created_at: toSeconds(session.createdAt),
    expires_at: toSeconds(session.expiresAt),
    ttl_seconds: toSeconds(session.ttlMs),
    message_count: session.messageCount,
    context: session.context,
    ...defaults,
    ...(promptCaching === false && { prompt_caching: promptCaching }),
    ...(toolExecution && { tool_execution: toolExecution }),
  };
}

export function encodeSessionWithMessages(
  session: Session,
  messages: readonly StoredMessage[],
  hasMore: boolean,
): SessionWithMessages {
  const summary = encodeSession(session);
  return {
    ...summary,
    // A turn may have ended between the two reads.
    message_count: Math.max(summary.message_count, messages.at(-1)?.position ?? 0),
    messages: messages.map(encodeMessage),
    has_more: hasMore,
  };
}

/** The gateway's own fields come first, and win over what a client put there. */
function encodeMessage({ position, createdAt, message }: StoredMessage): Record<string, unknown> {
  const own = { id: messageId(position), created_at: toSeconds(createdAt) };
  return { ...own, ...message, ...own };
}

function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}
