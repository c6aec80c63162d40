/** DI token of the process's pino logger. */
export const LOG = Symbol('LOG');

/** DI token of the stream that the logger writes to. */
export const LOG_STREAM = Symbol('LOG_STREAM');
