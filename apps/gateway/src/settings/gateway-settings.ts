import { registerAs } from '@nestjs/config';
import {
  SHIPPED_VENDORS,
  resolveProviders,
  type ProviderModuleOptions,
} from 'llm-gateway/provider';
import { ConfigurationError } from './configuration-error.js';
import { parseEnvironment, type EnvironmentSettings } from './environment-settings.js';
import { readConfigFiles } from './read-config-files.js';

export interface GatewaySettings extends EnvironmentSettings {
  readonly providers: ProviderModuleOptions;
}

/** The whole configuration, read and checked once. Throws a `ConfigurationError` with all faults. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): GatewaySettings {
  const faults: string[] = [];
  const settings = parseEnvironment(environment, faults);
  const files = readConfigFiles(settings.configDir, faults);
  if (faults.length > 0) throw new ConfigurationError(faults);
  try {
    const providers = resolveProviders({ environment, vendors: SHIPPED_VENDORS, ...files });
    return { ...settings, providers };
  } catch (error) {
    throw new ConfigurationError([(error as Error).message]);
  }
}

/** `@Inject(gatewaySettings.KEY)`; the one place where `process.env` is read. */
export const gatewaySettings = registerAs('gateway', () => readSettings(process.env));
