import { AppProcess, type Surroundings } from 'llm-gateway/testing';
import { NO_CONFIGURATION } from './no-configuration.js';

/** The built gateway in a process of its own, with no configuration but these variables. */
export function startGatewayProcess(
  environment: Readonly<Record<string, string>>,
  surroundings?: Surroundings,
): Promise<AppProcess> {
  const settings = {
    LLM_GATEWAY_HOST: '127.0.0.1',
    LLM_GATEWAY_PORT: '0',
    LLM_GATEWAY_LOG_LEVEL: 'silent',
    LLM_GATEWAY_CONFIG_DIR: NO_CONFIGURATION,
    ...environment,
  };
  return AppProcess.start('gateway', settings, surroundings);
}
