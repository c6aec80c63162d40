import { AppProcess, type Surroundings } from 'llm-gateway/testing';
import { TEST_SETTINGS } from './test-settings.js';

/** The built gateway in a process of its own, with no configuration but these variables. */
export function startGatewayProcess(
  environment: Readonly<Record<string, string>>,
  surroundings?: Surroundings,
): Promise<AppProcess> {
  const settings = {
    LLM_GATEWAY_HOST: '127.0.0.1',
    LLM_GATEWAY_PORT: '0',
    ...TEST_SETTINGS,
    ...environment,
  };
  return AppProcess.start('gateway', settings, surroundings);
}
