import type { SettingsReader } from '../settings-reader.js';

/** How long a process goes on after it was told to end, in milliseconds. */
export interface DrainSettings {
  /** It goes on listening meanwhile: load balancers take a while to send nothing more. */
  readonly preStopDelayMs: number;
  /** For running requests; counted from the signal on, the delay included. */
  readonly drainMs: number;
}

const HOUR_MS = 3_600_000;

export function readDrainSettings(read: SettingsReader): DrainSettings {
  const limits = { minimum: 0, maximum: HOUR_MS };
  const preStopDelayMs = read.integer(
    'LLM_GATEWAY_PRE_STOP_DELAY_MS',
    5_000,
    limits,
    'After SIGTERM it goes on listening for so long, in milliseconds',
  );
  const drainMs = read.integer(
    'LLM_GATEWAY_DRAIN_MS',
    55_000,
    limits,
    'After a signal running requests have so long to finish, in milliseconds',
  );
  if (drainMs <= preStopDelayMs)
    read.complain(
      `LLM_GATEWAY_DRAIN_MS is ${drainMs}, no more than LLM_GATEWAY_PRE_STOP_DELAY_MS, which is part of it; set it to more than ${preStopDelayMs}.`,
    );
  return { preStopDelayMs, drainMs };
}
