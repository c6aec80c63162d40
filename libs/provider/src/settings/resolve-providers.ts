import { DEFAULT_DEADLINES, Secret, type Provider } from 'llm-gateway/contracts';
import type { ProviderModuleOptions } from '../provider.module-definition.js';
import type { ModelRoute, UnconfiguredProvider } from '../routing/route-table.js';
import type { VendorEntry } from '../vendors/vendor-entry.js';
import { expandVariables } from './expand-variables.js';
import { mergeVendors } from './merge-vendors.js';
import type { ModelsFile } from './models-file.schema.js';
import type { ProvidersFile } from './providers-file.schema.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProviderSettings {
  readonly environment: Environment;
  readonly vendors: readonly VendorEntry[];
  readonly providersFile?: ProvidersFile;
  readonly modelsFile?: ModelsFile;
}

const DEFAULT_RETRIES = 2;

/**
 * Decides which providers exist: a key in the environment switches its vendor on, a base URL does
 * where no key is needed. Throws an `Error` that names the variable or file entry at fault.
 */
export function resolveProviders(settings: ProviderSettings): ProviderModuleOptions {
  const vendors = mergeVendors(settings.vendors, settings.providersFile);
  const providers: Provider[] = [];
  const detectable: Provider[] = [];
  const unconfigured: UnconfiguredProvider[] = [];
  for (const vendor of vendors) {
    const provider = configure(vendor, settings);
    if (provider?.configuredBy) providers.push(provider);
    else {
      unconfigured.push({ name: vendor.name, remedy: remedyOf(vendor) });
      if (provider && vendor.detect)
        detectable.push({ ...provider, configuredBy: 'found running' });
    }
  }
  return {
    providers,
    detectable,
    unconfigured,
    aliases: settings.modelsFile?.aliases ?? {},
    routes: [...(settings.modelsFile?.routes ?? []), ...vendors.flatMap(routesOf)],
  };
}

/** `configuredBy` is empty when nothing switched the vendor on. */
function configure(
  vendor: ReturnType<typeof mergeVendors>[number],
  { environment, modelsFile }: ProviderSettings,
): Provider | undefined {
  const baseUrlVariable = `${vendor.variablePrefix}_BASE_URL`;
  const ownBaseUrl = environment[baseUrlVariable] || vendor.configuredBaseUrl;
  const baseUrl = ownBaseUrl || vendor.baseUrl;
  const key = environment[vendor.keyVariable];
  if (!baseUrl || (vendor.needsKey && !key)) return undefined;
  if (!URL.canParse(baseUrl))
    throw new Error(
      `${baseUrlVariable} is '${baseUrl}', which is not an address like https://host/path.`,
    );
  const configuredBy = vendor.alwaysOn
    ? 'built in'
    : key
      ? vendor.keyVariable
      : environment[baseUrlVariable]
        ? baseUrlVariable
        : vendor.configuredBaseUrl
          ? 'providers.json'
          : '';
  return {
    name: vendor.name,
    adapter: vendor.adapter,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    ...(key && { apiKey: new Secret(key) }),
    configuredBy,
    headers: expandVariables(vendor.headers ?? {}, environment, `providers.${vendor.name}.headers`),
    query: vendor.query ?? {},
    deadlines: { ...DEFAULT_DEADLINES, ...vendor.deadlines },
    maximumRetries: vendor.maximumRetries ?? DEFAULT_RETRIES,
    models: [...(modelsFile?.facts?.[vendor.name] ?? []), ...vendor.models],
    quirks: vendor.quirks ?? {},
  };
}

function routesOf({ name, routes }: VendorEntry): ModelRoute[] {
  return routes.map((match) => ({ match, provider: name }));
}

function remedyOf(vendor: ReturnType<typeof mergeVendors>[number]): string {
  const needed = [
    ...(vendor.needsKey ? [vendor.keyVariable] : []),
    ...(vendor.baseUrl && vendor.needsKey ? [] : [`${vendor.variablePrefix}_BASE_URL`]),
  ];
  return `Set ${needed.join(' and ')}`;
}
