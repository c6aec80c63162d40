import { closest } from 'fastest-levenshtein';
import type { Setting } from 'llm-gateway/bootstrap';
import type { Environment } from 'llm-gateway/contracts';
import { isServiceLink } from './service-links.js';

const PREFIX = 'LLM_GATEWAY_';

/** Read by the other services, which may share an environment with the gateway. */
const OF_OTHERS: ReadonlySet<string> = new Set(['LLM_GATEWAY_URL', 'LLM_GATEWAY_API_KEY']);

/** A warning for each variable that looks like a setting of the gateway and is none. */
export function describeUnknownVariables(
  environment: Environment,
  settings: readonly Setting[],
): readonly string[] {
  const known = settings.map(({ name }) => name);
  return Object.entries(environment)
    .filter(
      ([name, value]) =>
        name.startsWith(PREFIX) &&
        value !== undefined &&
        !known.includes(name) &&
        !OF_OTHERS.has(name) &&
        !isServiceLink(name, value),
    )
    .map(
      ([name]) => `${name} is no setting and does nothing; the nearest is ${closest(name, known)}.`,
    );
}
