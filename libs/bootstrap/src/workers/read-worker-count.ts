import { availableParallelism } from 'node:os';
import type { SettingsReader } from '../settings-reader.js';

const MAXIMUM = 256;

/** Processes on one port: a number, or `auto` for one a core. */
export function readWorkerCount(read: SettingsReader): number {
  const expected = `auto, or a whole number from 1 to ${MAXIMUM}`;
  const about = 'Processes that serve the port: a number, or `auto` for one a core';
  const text = read.text('GATEWAY_WORKERS', '1', about, expected).toLowerCase();
  if (text === 'auto') return availableParallelism();
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MAXIMUM) return count;
  read.complain(`GATEWAY_WORKERS is '${text}'; set it to ${expected}.`);
  return 1;
}
