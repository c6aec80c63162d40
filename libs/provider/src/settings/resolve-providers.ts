import type { ProviderModuleOptions } from '../provider.module-definition.js';
import type { UnconfiguredProvider } from '../routing/route-table.js';
import type { Environment, Provider } from 'llm-gateway/contracts';
import type { VendorEntry } from '../vendors/vendor-entry.js';
import { checkProviderNames } from './check-provider-names.js';
import { configureProvider } from './configure-provider.js';
import { mergeVendors, type ConfiguredVendor } from './merge-vendors.js';
import type { ModelsFile } from './models-file.schema.js';
import type { ProvidersFile } from './providers-file.schema.js';

export interface ProviderSettings {
  readonly environment: Environment;
  readonly vendors: readonly VendorEntry[];
  readonly providersFile?: ProvidersFile;
  readonly modelsFile?: ModelsFile;
}

/**
 * Decides which providers exist: a key in the environment switches its vendor on, a base URL does
 * where no key is needed. Throws an `AggregateError` with one `Error` for each variable or file
 * entry at fault.
 */
export function resolveProviders(settings: ProviderSettings): ProviderModuleOptions {
  const { environment, modelsFile = {}, providersFile } = settings;
  const errors: unknown[] = [];
  const vendors = mergeVendors(settings.vendors, providersFile, errors);
  const providers: Provider[] = [];
  const detectable: Provider[] = [];
  const unconfigured: UnconfiguredProvider[] = [];
  for (const vendor of vendors) {
    const provider = collect(errors, () => configureProvider(vendor, environment, modelsFile));
    if (provider?.configuredBy) providers.push(provider);
    else {
      unconfigured.push({ name: vendor.name, remedy: remedyOf(vendor) });
      if (provider && vendor.detect)
        detectable.push({ ...provider, configuredBy: 'found running' });
    }
  }
  const names = [
    ...settings.vendors.map(({ name }) => name),
    ...Object.keys(providersFile?.providers ?? {}),
  ];
  errors.push(...checkProviderNames(modelsFile, new Set(names)));
  if (errors.length > 0)
    throw new AggregateError(errors, errors.map((error) => (error as Error).message).join('\n'));
  return {
    providers,
    detectable,
    unconfigured,
    aliases: modelsFile.aliases ?? {},
    // What an operator writes goes before what is shipped.
    routes: [
      ...(modelsFile.routes ?? []),
      ...vendors.flatMap(({ name, ownRoutes }) =>
        ownRoutes.map((match) => ({ match, provider: name })),
      ),
      ...vendors.flatMap(({ name, routes }) => routes.map((match) => ({ match, provider: name }))),
    ],
  };
}

function collect<Value>(errors: unknown[], make: () => Value): Value | undefined {
  try {
    return make();
  } catch (error) {
    errors.push(error);
    return undefined;
  }
}

function remedyOf(vendor: ConfiguredVendor): string {
  const needed = [
    ...(vendor.needsKey ? [vendor.keyVariable] : []),
    ...(vendor.baseUrl && vendor.needsKey ? [] : [`${vendor.variablePrefix}_BASE_URL`]),
  ];
  return `Set ${needed.join(' and ')}`;
}
