import { GatewayError } from 'llm-gateway/contracts';

/** Runs it; what SQLite complains of (a locked file, a full disk) becomes `session_store_unavailable`. */
export function orUnavailable<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    throw new GatewayError(
      'session_store_unavailable',
      'The file of the sessions cannot be used now. Nothing was forgotten: try again soon.',
      { retryAfterMs: 1_000, cause: error },
    );
  }
}

function isSqliteError(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === 'ERR_SQLITE_ERROR';
}
