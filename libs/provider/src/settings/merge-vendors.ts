import { ConfigurationFault } from 'llm-gateway/contracts';
import type { VendorEntry } from '../vendors/vendor-entry.js';
import type { ProviderConfig, ProvidersFile } from './providers-file.schema.js';

/** A vendor with what `providers.json` says of it. */
export interface ConfiguredVendor extends VendorEntry {
  readonly keyVariable: string;
  /** From the file; a base URL there switches a provider without a key on. */
  readonly configuredBaseUrl?: string;
  readonly maximumRetries?: number;
  /** From the file; tried before any shipped route. */
  readonly ownRoutes: readonly string[];
}

/**
 * The shipped vendors with the file's overrides, then the file's own providers.
 *
 * @param errors receives an `Error` for each entry that is incomplete
 */
export function mergeVendors(
  shipped: readonly VendorEntry[],
  file: ProvidersFile | undefined,
  errors: unknown[],
): ConfiguredVendor[] {
  const entries = Object.entries(file?.providers ?? {});
  const configs = new Map(entries.filter(([, config]) => config.disabled !== true));
  const disabled = new Set(entries.map(([name]) => name).filter((name) => !configs.has(name)));
  const overridden = shipped
    .filter(({ name }) => !disabled.has(name))
    .map((vendor) => merge(vendor, configs.get(vendor.name) ?? {}));
  for (const { name } of shipped) configs.delete(name);
  const added = [...configs].flatMap(([name, config]) => {
    if (config.adapter !== undefined)
      return [merge(newVendor(name, config.adapter, config), config)];
    errors.push(
      new ConfigurationFault(
        'providers.json',
        `providers.${name}`,
        `'providers.${name}.adapter' is required, since no shipped vendor is named '${name}'.`,
      ),
    );
    return [];
  });
  return [...overridden, ...added];
}

function merge(vendor: VendorEntry, config: ProviderConfig): ConfiguredVendor {
  return {
    ...vendor,
    adapter: config.adapter ?? vendor.adapter,
    keyVariable: config.keyVariable ?? `${vendor.variablePrefix}_API_KEY`,
    ...(config.baseUrl !== undefined && { configuredBaseUrl: config.baseUrl }),
    ...(config.maximumRetries !== undefined && { maximumRetries: config.maximumRetries }),
    headers: { ...vendor.headers, ...config.headers },
    query: { ...vendor.query, ...config.query },
    deadlines: { ...vendor.deadlines, ...config.deadlines },
    quirks: { ...vendor.quirks, ...config.quirks },
    models: [...(config.models ?? []), ...vendor.models],
    ownRoutes: config.routes ?? [],
  };
}

function newVendor(name: string, adapter: string, { keyVariable }: ProviderConfig): VendorEntry {
  return {
    name,
    title: name,
    adapter,
    variablePrefix: name.toUpperCase().replaceAll('-', '_'),
    needsKey: keyVariable !== undefined,
    routes: [],
    models: [],
  };
}
