import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ConnectionWatch, followNames } from 'llm-gateway/connections';
import { createGuardedLookup } from './guarded-lookup.js';

/** Less than the five seconds after which common servers hang up an idle connection. */
const IDLE_MS = 4_000;

export interface GuardedAgents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  close(): void;
}

/** Connection pools that resolve names anew for each connection, guarded, and follow them. */
export function createGuardedAgents(isAllowed: (host: string) => boolean): GuardedAgents {
  const lookup = createGuardedLookup(isAllowed);
  const options = { keepAlive: true, timeout: IDLE_MS, lookup };
  const httpAgent = new HttpAgent(options);
  const httpsAgent = new HttpsAgent(options);
  const watch = new ConnectionWatch();
  followNames(httpAgent, watch);
  followNames(httpsAgent, watch);
  return {
    httpAgent,
    httpsAgent,
    close() {
      watch.close();
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
