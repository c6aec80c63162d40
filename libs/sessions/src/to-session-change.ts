import { checkContext } from './check-context.js';
import { mergePatch } from './merge-patch.js';
import type { PatchSessionRequest } from './session-requests.schema.js';
import type { SessionChange } from './session-store.js';
import type { Session, SessionDefaults } from './session.js';

/** What a patch makes of a session. Throws `invalid_request` when the merged context is too large. */
export function toSessionChange(
  session: Session,
  { context, ...patch }: PatchSessionRequest,
  ttlMs: number | undefined,
): SessionChange {
  const changesDefaults =
    patch.system !== undefined || patch.model !== undefined || patch.prompt_caching !== undefined;
  return {
    ...(ttlMs !== undefined && { ttlMs }),
    ...(context && { context: checkContext(mergePatch(session.context, context)) }),
    ...(changesDefaults && { defaults: toSessionDefaults(session.defaults, patch) }),
  };
}

/** Null clears a default; what is not mentioned stays. */
export function toSessionDefaults(
  before: SessionDefaults,
  {
    system = before.system ?? null,
    model = before.model ?? null,
    prompt_caching = before.promptCaching ?? null,
  }: Pick<PatchSessionRequest, 'system' | 'model' | 'prompt_caching'>,
): SessionDefaults {
  return {
    ...(system !== null && { system }),
    ...(model !== null && { model }),
    ...(prompt_caching === false && { promptCaching: prompt_caching }),
  };
}
