import {
  readDrainSettings,
  readListenAddress,
  readSettings,
  type SettingsReader,
} from 'llm-gateway/bootstrap';
import { Secret } from 'llm-gateway/contracts';

export type AgentsSettings = ReturnType<typeof readAgentsSettings>;

export function readAgentsSettings(read: SettingsReader) {
  return {
    ...readListenAddress(read, 'AGENTS_', 8_082),
    drain: readDrainSettings(read),
    maximumBodyBytes: read.maximumBodyBytes(),
    llmGatewayUrl: read.url(
      'LLM_GATEWAY_URL',
      'http://localhost:8080',
      'The gateway whose models it asks',
    ),
    llmGatewayApiKey: new Secret(
      read.text(
        'LLM_GATEWAY_API_KEY',
        '',
        'Sent to the gateway as a bearer token; without one nothing is sent',
      ),
    ),
    model: read.text('AGENTS_MODEL', 'simulator/echo', 'Model for requests that name none'),
    /** For all calls of one run together: shorter than the gateway's tools wait, to say why. */
    timeoutMs: read.integer(
      'AGENTS_TIMEOUT_MS',
      110_000,
      { minimum: 10, maximum: 3_600_000 },
      'For all calls of one run together, in milliseconds',
    ),
  };
}

/** Read and checked once, at the start. Throws a `ConfigurationError` with all faults. */
export function agentsSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): AgentsSettings {
  return readSettings(environment, readAgentsSettings);
}
