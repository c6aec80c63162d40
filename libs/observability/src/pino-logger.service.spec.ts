import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { PinoLoggerService } from './pino-logger.service.js';

function loggerAt(level: string) {
  const lines: any[] = [];
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) };
  const labels = { formatters: { level: (label: string) => ({ level: label }) } };
  return {
    logger: new PinoLoggerService(pino({ level, base: null, ...labels }, destination as never)),
    lines,
  };
}

describe('PinoLoggerService', () => {
  it.each([
    ['log', 'info'],
    ['error', 'error'],
    ['warn', 'warn'],
    ['debug', 'debug'],
    ['verbose', 'trace'],
    ['fatal', 'fatal'],
  ] as const)('writes %s as %s, with its context', (method, level) => {
    const { logger, lines } = loggerAt('trace');
    logger[method]('Something happened.', 'Providers');
    expect(lines).toEqual([
      expect.objectContaining({ level, context: 'Providers', msg: 'Something happened.' }),
    ]);
  });

  it.each(['InstanceLoader', 'RouterExplorer', 'NestFactory'])(
    'keeps the chatter of %s for debugging',
    (context) => {
      const { logger, lines } = loggerAt('info');
      logger.log('Mapped a route.', context);
      expect(lines).toEqual([]);
    },
  );

  it('writes an object as fields beside a message', () => {
    const { logger, lines } = loggerAt('info');
    const err = new TypeError('x is undefined');
    logger.error({ err, request_id: 'req_1' }, 'Unhandled error', 'Errors');
    expect(lines[0]).toMatchObject({
      msg: 'Unhandled error',
      context: 'Errors',
      request_id: 'req_1',
      err: {
        type: 'TypeError',
        message: 'x is undefined',
        stack: expect.stringContaining('TypeError'),
      },
    });
  });

  it('writes the stack that Nest gives beside a message', () => {
    const { logger, lines } = loggerAt('info');
    logger.error('It broke.', 'Error: It broke.\n    at x', 'Errors');
    expect(lines[0]).toMatchObject({
      msg: 'It broke.',
      stack: 'Error: It broke.\n    at x',
      context: 'Errors',
    });
  });

  it('writes a bare error with its message and stack', () => {
    const { logger, lines } = loggerAt('info');
    logger.error(new Error('No such module.'), 'ExceptionHandler');
    expect(lines[0]).toMatchObject({
      context: 'ExceptionHandler',
      err: { message: 'No such module.', stack: expect.stringContaining('No such module.') },
    });
  });
});
