import { checkContext } from './check-context.js';
import { mergePatch } from './merge-patch.js';
import type { PatchSessionRequest } from './session-requests.schema.js';
import type { SessionChange } from './session-store.js';
import type { HistoryLimits, Session, SessionDefaults } from './session.js';

/** What a patch makes of a session. Throws `invalid_request` when the merged context is too large. */
export function toSessionChange(
  session: Session,
  { context, ttl_seconds: _ttl, ...defaults }: PatchSessionRequest,
  ttlMs: number | undefined,
): SessionChange {
  const changesDefaults = Object.keys(defaults).length > 0;
  return {
    ...(ttlMs !== undefined && { ttlMs }),
    ...(context && { context: checkContext(mergePatch(session.context, context)) }),
    ...(changesDefaults && { defaults: toSessionDefaults(session.defaults, defaults) }),
  };
}

type MergedDefaults = Omit<SessionDefaults, 'history'> & {
  readonly history?: Partial<HistoryLimits>;
};

/** Null clears a default; what is not mentioned stays. */
export function toSessionDefaults(
  before: SessionDefaults,
  {
    prompt_caching: caching,
    tool_execution: execution,
    ...patch
  }: Omit<PatchSessionRequest, 'context' | 'ttl_seconds'>,
): SessionDefaults {
  const { history, promptCaching, toolExecution, ...others } = mergePatch(
    { ...before },
    {
      ...patch,
      ...(caching !== undefined && { promptCaching: caching }),
      ...(execution !== undefined && { toolExecution: execution }),
    },
  ) as MergedDefaults;
  return {
    ...others,
    ...(promptCaching === false && { promptCaching }),
    ...(toolExecution === 'gateway' && { toolExecution }),
    ...(history && { history: { strategy: 'drop_oldest', ...history } }),
  };
}
