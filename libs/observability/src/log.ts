import {
  destination,
  pino,
  stdTimeFunctions,
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
} from 'pino';

/**
 * Lines are gathered for so many bytes, or so many milliseconds, before they are written: a write
 * costs as much as dozens of lines. sonic-boom writes 16,384 bytes at most at once.
 */
const BUFFER_BYTES = 16_000;
const FLUSH_PERIOD_MS = 250;

/** Standard output, written to in batches: a log line must not cost a system call. */
export function createLogStream(): DestinationStream {
  const stdout = destination({
    fd: 1,
    sync: false,
    minLength: BUFFER_BYTES,
    periodicFlush: FLUSH_PERIOD_MS,
  });
  process.once('exit', () => stdout.flushSync());
  return stdout;
}

/** JSON lines with a level and an ISO time, and the worker's number where there are several. */
export function createLog(
  level: LevelWithSilent,
  stream: DestinationStream,
  worker?: number,
): Logger {
  return pino(
    {
      level,
      base: worker === undefined ? null : { worker },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: stdTimeFunctions.isoTime,
    },
    stream,
  );
}
