import 'reflect-metadata';
import { runService } from 'llm-gateway/bootstrap';
import type { ShutdownSignals } from 'llm-gateway/signals';
import { wantedWorkers } from './settings/wanted-workers.js';

/** Runs it in this process, or in as many others as `GATEWAY_WORKERS` says. */
export async function runGateway(signals: ShutdownSignals): Promise<void> {
  // The process that only forks workers does without the modules of the gateway.
  const start = async () => (await import('./start-gateway.js')).startGateway();
  await runService(signals, start, wantedWorkers());
}
