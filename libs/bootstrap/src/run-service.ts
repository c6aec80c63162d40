import cluster from 'node:cluster';
import { ConfigurationError } from 'llm-gateway/contracts';
import type { Drainable, ShutdownSignals } from 'llm-gateway/signals';
import { StartError } from './start-error.js';
import { primaryLink } from './workers/primary-link.js';
import { startWorkers } from './workers/worker-pool.js';

/** EX_CONFIG of sysexits.h: an operator must mend the configuration, a restart does not help. */
const EXIT_BAD_CONFIGURATION = 78;

/**
 * Runs a service until a signal ends it. When its start fails, the process says why and ends: with
 * exit code 78 for a `ConfigurationError`, else 1.
 *
 * @param signals made before anything else was loaded
 * @param start resolves when it serves
 * @param workers processes on the one port; more than one are forked by this one, which serves nothing itself
 */
export async function runService(
  signals: ShutdownSignals,
  start: () => Promise<Drainable>,
  workers = 1,
): Promise<void> {
  const orders = primaryLink() ?? signals;
  try {
    const isPrimary = cluster.isPrimary && workers > 1;
    orders.serve(isPrimary ? await startWorkers(workers) : await start());
  } catch (error) {
    const isConfiguration = error instanceof ConfigurationError;
    const isExplained = isConfiguration || error instanceof StartError;
    process.stderr.write(`${isExplained ? error.message : (error as Error).stack}\n`);
    process.exit(isConfiguration ? EXIT_BAD_CONFIGURATION : 1);
  }
}
