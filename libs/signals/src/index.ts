export type { DrainOptions, Drainable } from './drainable.js';
export { ShutdownSignals, endAfter } from './shutdown-signals.js';
