import { ConfigurationFault } from 'llm-gateway/contracts';
import type { ModelsFile } from './models-file.schema.js';

/** A complaint for each place in `models.json` that names a provider which does not exist. */
export function checkProviderNames(
  { aliases = {}, routes = [], facts = {} }: ModelsFile,
  known: ReadonlySet<string>,
): ConfigurationFault[] {
  const named = [
    ...Object.entries(aliases).map(([alias, target]) => ({
      place: `aliases.${alias}`,
      provider: target.slice(0, target.indexOf('/')),
    })),
    ...routes.map(({ provider }, index) => ({ place: `routes[${index}].provider`, provider })),
    ...Object.keys(facts).map((provider) => ({ place: `facts.${provider}`, provider })),
  ];
  return named
    .filter(({ provider }) => !known.has(provider))
    .map(
      ({ place, provider }) =>
        new ConfigurationFault(
          'models.json',
          place,
          `'${place}' names provider '${provider}', which is neither shipped nor in providers.json.`,
        ),
    );
}
