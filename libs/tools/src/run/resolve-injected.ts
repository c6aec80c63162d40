import { ToolFailure } from '../tool-failure.js';
import type { Tool } from '../tool.js';

const SESSION_CONTEXT = 'session.context.';

/** What the gateway knows of a call beyond what the caller sent. */
export interface CallerFacts {
  readonly callerId: string;
  /** Of the session that the call belongs to, if any. */
  readonly sessionContext?: Readonly<Record<string, unknown>>;
}

/** The arguments that the gateway sets itself. Throws `missing_context`. */
export function resolveInjected(tool: Tool, facts: CallerFacts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tool.inject).map(([argument, from]) => {
      if (!from.startsWith(SESSION_CONTEXT)) return [argument, facts.callerId];
      const key = from.slice(SESSION_CONTEXT.length);
      const context = facts.sessionContext ?? {};
      if (!Object.hasOwn(context, key))
        throw new ToolFailure(
          'missing_context',
          `${tool.name} needs '${key}' in the context of the session. Send session_id, and put it there with PATCH /v1/sessions/{id}.`,
        );
      return [argument, context[key]];
    }),
  );
}
