import { SettingsReader, readWorkerCount } from 'llm-gateway/bootstrap';
import type { Environment } from 'llm-gateway/contracts';

/**
 * How many processes to start, before there is anything else. A value that is wrong counts as one:
 * that one process then complains of all that is wrong.
 */
export function wantedWorkers(environment: Environment = process.env): number {
  return readWorkerCount(new SettingsReader(environment, []));
}
