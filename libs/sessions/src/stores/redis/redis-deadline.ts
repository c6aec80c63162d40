/** The longest that one call of Redis may take unless it is told otherwise, in milliseconds. */
export const REDIS_DEADLINE_MS = 250;
