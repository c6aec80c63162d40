import { NO_CONFIGURATION } from './no-configuration.js';

/** What every gateway of a test is started with, unless the test says otherwise. */
export const TEST_SETTINGS: Readonly<Record<string, string>> = {
  LLM_GATEWAY_LOG_LEVEL: 'silent',
  LLM_GATEWAY_CONFIG_DIR: NO_CONFIGURATION,
  // Four times the default: a busy machine stalls a test's gateway, its Redis, or both.
  LLM_GATEWAY_REDIS_DEADLINE_MS: '1000',
};
