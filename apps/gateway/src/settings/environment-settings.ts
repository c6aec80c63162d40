import { resolve } from 'node:path';
import { SettingsReader } from 'llm-gateway/bootstrap';
import type { SessionsModuleOptions } from 'llm-gateway/sessions';
import type { ToolsModuleOptions } from 'llm-gateway/tools';
import { readSessionSettings } from './session-settings.js';
import { readToolSettings } from './tool-settings.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface EnvironmentSettings {
  readonly host: string;
  readonly port: number;
  /** Absolute path of the folder with providers.json, models.json and tools.json. */
  readonly configDir: string;
  readonly maximumBodyBytes: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly accessLog: boolean;
  readonly banner: boolean;
  readonly heartbeatMs: number;
  readonly sessions: SessionsModuleOptions;
  readonly tools: ToolsModuleOptions;
}

/** @param faults receives a line for each variable that is wrong */
export function parseEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  faults: string[],
): EnvironmentSettings {
  const read = new SettingsReader(environment, faults);
  const configDir = resolve(read.text('LLM_GATEWAY_CONFIG_DIR', 'config'));
  return {
    host: read.text('LLM_GATEWAY_HOST', '0.0.0.0'),
    port: read.integer('LLM_GATEWAY_PORT', 8_080, { minimum: 0, maximum: 65_535 }),
    configDir,
    maximumBodyBytes: read.maximumBodyBytes(),
    logLevel: read.choice('LLM_GATEWAY_LOG_LEVEL', 'info', LOG_LEVELS),
    accessLog: read.flag('LLM_GATEWAY_ACCESS_LOG', true),
    banner: read.flag('LLM_GATEWAY_BANNER', true),
    heartbeatMs: read.integer('LLM_GATEWAY_HEARTBEAT_MS', 15_000, {
      minimum: 10,
      maximum: 3_600_000,
    }),
    sessions: readSessionSettings(read, faults),
    tools: readToolSettings(read, environment, configDir, faults),
  };
}
