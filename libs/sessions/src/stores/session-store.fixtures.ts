import { randomUUID } from 'node:crypto';
import { newSessionId } from '../session-id.js';
import type { WireMessage } from '../session.js';
import type { NewSession, TurnApplicant, TurnStart } from '../session-store.js';

export const LEASE_MS = 5_000;

export function newSession(given: Partial<NewSession> = {}): NewSession {
  return {
    id: newSessionId(),
    owner: `owner-${randomUUID()}`,
    ttlMs: 60_000,
    context: {},
    defaults: {},
    messages: [],
    ...given,
  };
}

export function started(turn: TurnStart): Extract<TurnStart, { type: 'started' }> {
  if (turn.type !== 'started') throw new Error(`The turn did not start: ${turn.type}`);
  return turn;
}

export function applicant(leaseMs = LEASE_MS, ticket = 'ticket'): TurnApplicant {
  return { leaseMs, ticket };
}

export const texts = (count: number, first = 1): readonly WireMessage[] =>
  Array.from({ length: count }, (_, index) => ({ role: 'user', content: `text ${first + index}` }));
