import { readSettings, settingsOf, type Setting } from 'llm-gateway/bootstrap';
import { readAgentsSettings } from '../../apps/ai-agents/src/settings/agents-settings.js';
import {
  knownSettings,
  readSettings as readGatewaySettings,
} from '../../apps/gateway/src/settings/gateway-settings.js';
import { readSearchSettings } from '../../apps/semantic-search/src/settings/search-settings.js';

type Environment = Readonly<Record<string, string>>;

/** One of the three services that the Dockerfile builds. */
export interface App {
  /** Its folder in apps/: the Dockerfile's argument APP. */
  readonly name: string;
  readonly image: string;
  /** All that it reads but for vendors' keys and addresses. */
  readonly settings: readonly Setting[];
  /** Reads them as it does at the start; throws with all faults. */
  read(environment: Environment): unknown;
  readonly portSetting: string;
  /** The longest that one request may take, where it is long. */
  readonly longestSetting?: string;
}

/** In a pod, where the gateway looks for the services of its tools by their names. */
const IN_CLUSTER = { KUBERNETES_SERVICE_HOST: '10.0.0.1' };

export const APPS: readonly App[] = [
  {
    name: 'gateway',
    image: 'llm-gateway',
    settings: knownSettings(),
    read: (environment) => readGatewaySettings({ ...IN_CLUSTER, ...environment }),
    portSetting: 'LLM_GATEWAY_PORT',
  },
  {
    name: 'semantic-search',
    image: 'semantic-search',
    settings: settingsOf(readSearchSettings),
    read: (environment) => readSettings(environment, readSearchSettings),
    portSetting: 'SEARCH_PORT',
  },
  {
    name: 'ai-agents',
    image: 'ai-agents',
    settings: settingsOf(readAgentsSettings),
    read: (environment) => readSettings(environment, readAgentsSettings),
    portSetting: 'AGENTS_PORT',
    longestSetting: 'AGENTS_TIMEOUT_MS',
  },
];

/** The app whose image this is, wherever it is kept: `registry.example.com/llm-gateway:0.1.0`. */
export function appOf(image: string): App | undefined {
  const name = image.split('/').at(-1)?.split(':')[0];
  return APPS.find((app) => app.image === name);
}

/** A number as an app reads it, its default included. */
export function numberOf(app: App, name: string, environment: Environment = {}): number {
  const setting = app.settings.find((each) => each.name === name);
  if (!setting) throw new Error(`${app.name} has no setting ${name}.`);
  return Number(environment[name] ?? setting.fallback);
}

/** For a container that the image's own ports reach. */
export const portOf = (app: App): number => numberOf(app, app.portSetting);

/** From SIGTERM to the exit at the latest. */
export const drainSecondsOf = (app: App, environment: Environment): number =>
  numberOf(app, 'LLM_GATEWAY_DRAIN_MS', environment) / 1_000;

/** Faults of a drain that ends what the app itself would still give time. */
export function checkDrain(app: App, environment: Environment): string[] {
  if (app.longestSetting === undefined) return [];
  const delay = numberOf(app, 'LLM_GATEWAY_PRE_STOP_DELAY_MS', environment) / 1_000;
  const longest = numberOf(app, app.longestSetting, environment) / 1_000;
  if (drainSecondsOf(app, environment) >= delay + longest) return [];
  return [`${app.name} drains for less than ${delay + longest} s, and ends what may take as long.`];
}
