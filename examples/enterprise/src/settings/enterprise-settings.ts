import { join, resolve } from 'node:path';
import { VERSION, readDrainSettings, readListenAddress, readSettings } from 'llm-gateway/bootstrap';
import type { Environment } from 'llm-gateway/contracts';
import { TeamKeys } from '../team-keys/team-keys.js';
import { readProviders } from './read-providers.js';

export type EnterpriseSettings = ReturnType<typeof enterpriseSettings>;

/** Read and checked once, at the start. Throws a `ConfigurationError`. */
export function enterpriseSettings(environment: Environment = process.env) {
  return readSettings(environment, (read) => ({
    ...readListenAddress(read, '', 8_090),
    drain: readDrainSettings(read),
    maximumBodyBytes: read.maximumBodyBytes(),
    logLevel: read.choice('LOG_LEVEL', 'info', ['info', 'error', 'silent'], 'What is logged'),
    teamKeys: new TeamKeys(read.text('TEAM_KEYS', '', 'Teams and their keys')),
    residentProviders: new Set(
      read.list('RESIDENT_PROVIDERS', 'house,simulator', 'Providers that may see residents'),
    ),
    providers: readProviders(environment),
    tools: {
      toolsFile: join(
        resolve(read.text('CONFIG_DIR', 'examples/enterprise/config', 'Folder with `tools.json`')),
        'tools.json',
      ),
      semanticSearchUrl: read.url(
        'SEMANTIC_SEARCH_URL',
        'http://localhost:8081',
        'Service of `semantic_search`',
      ),
      aiAgentsUrl: read.url('AI_AGENTS_URL', 'http://localhost:8082', 'Service of the agents'),
      timeoutMs: 30_000,
      allowedHosts: [],
      mcpAllowedOrigins: [],
      version: VERSION,
      environment: () => environment,
    },
  }));
}
