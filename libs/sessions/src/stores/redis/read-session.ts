import type { Session, StoredMessage, WireMessage } from '../../session.js';

/** Fields of a session's hash, in the order in which every script returns them. */
export const SESSION_FIELDS = [
  'owner',
  'createdAt',
  'expiresAt',
  'ttlMs',
  'messageCount',
  'context',
  'defaults',
  'version',
] as const;

export type SessionState = readonly string[];

export function readSession(id: string, state: SessionState): Session {
  const [owner, createdAt, expiresAt, ttlMs, messageCount, context, defaults, version] =
    state as readonly [string, string, string, string, string, string, string, string];
  return {
    id,
    owner,
    createdAt: Number(createdAt),
    expiresAt: Number(expiresAt),
    ttlMs: Number(ttlMs),
    messageCount: Number(messageCount),
    context: JSON.parse(context) as Session['context'],
    defaults: JSON.parse(defaults) as Session['defaults'],
    version: Number(version),
  };
}

/** The list's elements after so many others; each is `createdAt JSON`. */
export function readStoredMessages(
  after: number,
  elements: readonly string[],
): readonly StoredMessage[] {
  return elements.map((element, index) => {
    const space = element.indexOf(' ');
    return {
      position: after + index + 1,
      createdAt: Number(element.slice(0, space)),
      message: JSON.parse(element.slice(space + 1)) as WireMessage,
    };
  });
}
