import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  readDrainSettings,
  readListenAddress,
  readWorkerCount,
  type DrainSettings,
  type SettingsReader,
} from 'llm-gateway/bootstrap';
import { variableOf, type Environment } from 'llm-gateway/contracts';
import type { HealthModuleOptions } from 'llm-gateway/health';
import type { SessionsModuleOptions } from 'llm-gateway/sessions';
import type { ToolsModuleOptions } from 'llm-gateway/tools';
import { readHealthSettings } from './health-settings.js';
import { readSessionSettings } from './session-settings.js';
import { readToolSettings } from './tool-settings.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const CONFIG_DIR = 'LLM_GATEWAY_CONFIG_DIR';

export interface EnvironmentSettings {
  readonly host: string;
  readonly port: number;
  /** Absolute path of the folder with providers.json, models.json and tools.json. */
  readonly configDir: string;
  readonly maximumBodyBytes: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly accessLog: boolean;
  readonly banner: boolean;
  /** Whether `/console` is served. */
  readonly console: boolean;
  readonly heartbeatMs: number;
  readonly drain: DrainSettings;
  /** Processes that serve the port. */
  readonly workers: number;
  readonly sessions: SessionsModuleOptions;
  readonly tools: ToolsModuleOptions;
  readonly health: Omit<HealthModuleOptions, 'version'>;
}

/** What is wrong is told to the reader. */
export function parseEnvironment(
  read: SettingsReader,
  environment: Environment,
): EnvironmentSettings {
  const configDir = resolve(
    read.text(
      CONFIG_DIR,
      'config',
      'Folder with `providers.json`, `models.json`, `tools.json`',
      'a folder',
    ),
  );
  // Without a word from the operator it may be absent: nothing in it is needed.
  if (variableOf(environment, CONFIG_DIR) !== undefined && !existsSync(configDir))
    read.complain(
      `${CONFIG_DIR} is '${configDir}', which does not exist; create or mount the folder.`,
    );
  const workers = readWorkerCount(read);
  const sessions = readSessionSettings(read);
  if (workers > 1 && sessions.redisUrl === undefined)
    read.complain(
      `GATEWAY_WORKERS is ${workers}, and the embedded session store serves one process: set LLM_GATEWAY_REDIS_URL, or GATEWAY_WORKERS to 1.`,
    );
  return {
    ...readListenAddress(read, 'LLM_GATEWAY_', 8_080),
    configDir,
    maximumBodyBytes: read.maximumBodyBytes(),
    logLevel: read.choice('LLM_GATEWAY_LOG_LEVEL', 'info', LOG_LEVELS, 'What is logged'),
    accessLog: read.flag('LLM_GATEWAY_ACCESS_LOG', true, 'One JSON line for each request'),
    banner: read.flag('LLM_GATEWAY_BANNER', true, 'What was found, in a few lines at the start'),
    console: read.flag(
      'LLM_GATEWAY_CONSOLE',
      environment['NODE_ENV'] !== 'production',
      'The console for people at `/console`; `false` by default where `NODE_ENV` is `production`',
    ),
    heartbeatMs: read.integer(
      'LLM_GATEWAY_HEARTBEAT_MS',
      15_000,
      {
        minimum: 10,
        maximum: 3_600_000,
      },
      'Silence after which a stream gets a comment, in milliseconds',
    ),
    drain: readDrainSettings(read),
    workers,
    sessions,
    tools: readToolSettings(read, environment, configDir),
    health: readHealthSettings(read),
  };
}
