/** DI token of the process's pino logger. */
export const LOG = Symbol('LOG');
