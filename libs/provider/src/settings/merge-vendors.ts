import type { VendorEntry } from '../vendors/vendor-entry.js';
import type { ProviderConfig, ProvidersFile } from './providers-file.schema.js';

/** A vendor with what `providers.json` says of it. */
export interface ConfiguredVendor extends VendorEntry {
  readonly keyVariable: string;
  /** From the file; a base URL there switches a provider without a key on. */
  readonly configuredBaseUrl?: string;
  readonly maximumRetries?: number;
}

/** The shipped vendors with the file's overrides, then the file's own providers. */
export function mergeVendors(
  shipped: readonly VendorEntry[],
  file: ProvidersFile | undefined,
): ConfiguredVendor[] {
  const configs = file?.providers ?? {};
  const known = new Set(shipped.map(({ name }) => name));
  const overridden = shipped
    .filter(({ name }) => configs[name]?.disabled !== true)
    .map((vendor) => merge(vendor, configs[vendor.name] ?? {}));
  const added = Object.entries(configs)
    .filter(([name, config]) => !known.has(name) && config.disabled !== true)
    .map(([name, config]) => merge(newVendor(name, config), config));
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
    routes: [...(config.routes ?? []), ...vendor.routes],
  };
}

function newVendor(name: string, config: ProviderConfig): VendorEntry {
  if (config.adapter === undefined)
    throw new Error(
      `providers.json: 'providers.${name}.adapter' is required, since no shipped vendor is named '${name}'.`,
    );
  return {
    name,
    title: name,
    adapter: config.adapter,
    variablePrefix: name.toUpperCase().replaceAll('-', '_'),
    needsKey: config.keyVariable !== undefined,
    routes: [],
    models: [],
  };
}
