import { destination, pino, stdTimeFunctions, type Logger, type LevelWithSilent } from 'pino';

/**
 * Lines are gathered for so many bytes, or so many milliseconds, before they are written: a write
 * costs as much as dozens of lines. sonic-boom writes 16,384 bytes at most at once.
 */
const BUFFER_BYTES = 16_000;
const FLUSH_PERIOD_MS = 250;

/** JSON lines on standard output, written in batches: a log line must not cost a system call. */
export function createLog(level: LevelWithSilent): Logger {
  const stdout = destination({
    fd: 1,
    sync: false,
    minLength: BUFFER_BYTES,
    periodicFlush: FLUSH_PERIOD_MS,
  });
  process.once('exit', () => stdout.flushSync());
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: stdTimeFunctions.isoTime,
    },
    stdout,
  );
}
