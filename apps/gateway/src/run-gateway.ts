import 'reflect-metadata';
import { runService } from 'llm-gateway/bootstrap';
import type { Drainable, ShutdownSignals } from 'llm-gateway/signals';
import { wantedWorkers } from './settings/wanted-workers.js';

/** Runs it in this process, or in as many others as `GATEWAY_WORKERS` says. */
export async function runGateway(signals: ShutdownSignals): Promise<void> {
  await runService(signals, loadAndStart, wantedWorkers());
}

/** The process that only forks workers does without the modules of the gateway. */
async function loadAndStart(): Promise<Drainable> {
  const { startGateway } = await import('./start-gateway.js');
  return startGateway();
}
