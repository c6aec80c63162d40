/** How an answer of the simulator should behave. Times are in milliseconds. */
export interface SimulatorOptions {
  /** Wait before the answer, or before the first part of a stream. */
  readonly latencyMs?: number;
  /** Wait before each further part of a stream; a whole answer waits for all of them. */
  readonly chunkMs?: number;
  /** Fail with this HTTP status, as a vendor would. */
  readonly status?: number;
  /** The vendor's error code that goes with `status`. */
  readonly code?: string;
  /** The delay that the failing vendor asks for. */
  readonly retryAfterMs?: number;
  /** Fail only the first attempts of a call, so that the gateway's own retry succeeds. */
  readonly failAttempts?: number;
  /** Break the answer off after so many parts of content. */
  readonly cutAfter?: number;
  /** Answer with filler of exactly so many tokens. */
  readonly tokens?: number;
  /** Answer with a refusal. */
  readonly refuse?: boolean;
  /** End with this reason whatever was said. */
  readonly finish?: 'stop' | 'length' | 'content_filter';
}

interface SimulatorKey {
  /** For people, after "is". */
  readonly expected: string;
  /** Undefined when the value does not fit. */
  readonly read: (value: string) => SimulatorOptions | undefined;
}

const MAXIMUM_MS = 3_600_000;
const MAXIMUM_TOKENS = 200_000;

/** The keys of the query in a model name, of metadata (with a prefix) and of the quirks. */
export const SIMULATOR_KEYS: Readonly<Record<string, SimulatorKey>> = {
  latency_ms: whole(0, MAXIMUM_MS, (latencyMs) => ({ latencyMs })),
  chunk_ms: whole(0, MAXIMUM_MS, (chunkMs) => ({ chunkMs })),
  status: whole(400, 599, (status) => ({ status })),
  code: {
    expected: 'an error code of letters, digits, dots, dashes and underscores',
    read: (code) => (/^[\w.-]{1,64}$/.test(code) ? { code } : undefined),
  },
  retry_after: {
    expected: 'a number of seconds from 0 to 86400',
    read: (value) => {
      const seconds = value.trim() === '' ? Number.NaN : Number(value);
      return seconds >= 0 && seconds <= 86_400 ? { retryAfterMs: seconds * 1_000 } : undefined;
    },
  },
  fail_attempts: whole(0, 100, (failAttempts) => ({ failAttempts })),
  cut_after: whole(0, MAXIMUM_TOKENS, (cutAfter) => ({ cutAfter })),
  tokens: whole(0, MAXIMUM_TOKENS, (tokens) => ({ tokens })),
  refuse: {
    expected: 'true or false',
    read: (value) =>
      value === 'true' || value === 'false' ? { refuse: value === 'true' } : undefined,
  },
  finish: {
    expected: 'stop, length or content_filter',
    read: (finish) =>
      finish === 'stop' || finish === 'length' || finish === 'content_filter'
        ? { finish }
        : undefined,
  },
};

function whole(
  minimum: number,
  maximum: number,
  toOptions: (value: number) => SimulatorOptions,
): SimulatorKey {
  return {
    expected: `a whole number from ${minimum} to ${maximum}`,
    read: (text) => {
      const value = Number(text);
      const fits = /^\d{1,9}$/.test(text) && value >= minimum && value <= maximum;
      return fits ? toOptions(value) : undefined;
    },
  };
}
