export type {
  HistoryLimits,
  Session,
  SessionDefaults,
  StoredMessage,
  WireMessage,
} from './session.js';
export {
  SessionStore,
  type MessagePage,
  type NewSession,
  type Receipt,
  type SessionChange,
  type TurnApplicant,
  type TurnStart,
} from './session-store.js';
export type { SessionsModuleOptions } from './sessions.module-definition.js';
export { IdempotencyClaim } from './idempotency/idempotency-claim.js';
export {
  IdempotencyClaims,
  keyReused,
  type IdempotentRequest,
} from './idempotency/idempotency-claims.js';
export { IdempotencyStore, type Claim } from './idempotency/idempotency-store.js';
export { isUnavailable } from './leases/is-unavailable.js';
export { newSessionId } from './session-id.js';
export { OpenStores, openStores } from './stores/open-stores.js';
export { parseRedisUrl } from './stores/redis/parse-redis-url.js';
export { SessionsModule } from './sessions.module.js';
export { SessionTurn } from './turns/session-turn.js';
export { SessionTurns, type AnsweredTurn } from './turns/session-turns.js';
export { turnMessages } from './turns/turn-messages.js';
export { IN_MEMORY } from './stores/embedded/open-database.js';
export { REDIS_DEADLINE_MS } from './stores/redis/redis-deadline.js';
