import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Parts of Nest that tell of each module and route at every start. */
const CHATTY: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Nest's logger on top of pino: the last parameter is the context, objects become fields. */
export class PinoLoggerService implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...parameters: unknown[]): void {
    this.#write(CHATTY.has(parameters.at(-1)) ? 'debug' : 'info', message, parameters);
  }

  error(message: unknown, ...parameters: unknown[]): void {
    this.#write('error', message, parameters);
  }

  warn(message: unknown, ...parameters: unknown[]): void {
    this.#write('warn', message, parameters);
  }

  debug(message: unknown, ...parameters: unknown[]): void {
    this.#write('debug', message, parameters);
  }

  verbose(message: unknown, ...parameters: unknown[]): void {
    this.#write('trace', message, parameters);
  }

  fatal(message: unknown, ...parameters: unknown[]): void {
    this.#write('fatal', message, parameters);
  }

  #write(
    level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal',
    message: unknown,
    parameters: unknown[],
  ): void {
    const context = parameters.at(-1);
    const [first] = parameters;
    const text = typeof message === 'string' ? message : parameters.length > 1 ? String(first) : '';
    const fields = fieldsOf(message);
    const stack = parameters.length > 1 && typeof message === 'string' ? { stack: first } : {};
    this.pino[level]({ context, ...fields, ...stack }, text);
  }
}

/** An error's message and stack are no enumerable fields; pino's serialiser knows where they are. */
function fieldsOf(message: unknown): object {
  if (message instanceof Error) return { err: message };
  return typeof message === 'object' && message !== null ? message : {};
}
