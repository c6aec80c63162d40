import { ConfigurationError } from 'llm-gateway/contracts';

/** EX_CONFIG of sysexits.h: an operator must mend the configuration, a restart does not help. */
const EXIT_BAD_CONFIGURATION = 78;

/**
 * Runs a service's start. When it fails, the process says why and ends: with exit code 78 for a
 * `ConfigurationError`, else 1.
 */
export async function runService(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    const isConfiguration = error instanceof ConfigurationError;
    process.stderr.write(`${isConfiguration ? error.message : (error as Error).stack}\n`);
    process.exit(isConfiguration ? EXIT_BAD_CONFIGURATION : 1);
  }
}
