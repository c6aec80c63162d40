import { registerAs } from '@nestjs/config';
import { SettingsReader, settingsOf, type Setting } from 'llm-gateway/bootstrap';
import { ConfigurationError } from 'llm-gateway/contracts';
import {
  SHIPPED_VENDORS,
  resolveProviders,
  type ProviderModuleOptions,
  type ProviderSettings,
} from 'llm-gateway/provider';
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
  const read = new SettingsReader(environment, faults);
  const settings = parseEnvironment(read, environment, faults);
  const fileFaults: string[] = [];
  const files = readConfigFiles(settings.configDir, fileFaults);
  faults.push(...fileFaults);
  // Without what a broken file says, complaints about providers would be misleading.
  const providers =
    fileFaults.length > 0 ? undefined : readProviders({ environment, ...files }, faults);
  if (!providers || faults.length > 0) throw new ConfigurationError(faults);
  return { ...settings, providers };
}

function readProviders(
  settings: Omit<ProviderSettings, 'vendors'>,
  faults: string[],
): ProviderModuleOptions | undefined {
  try {
    return resolveProviders({ ...settings, vendors: SHIPPED_VENDORS });
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    faults.push(...error.errors.map(({ message }: Error) => message));
    return undefined;
  }
}

/** Every variable that the gateway reads, but for those of the providers. */
export function knownSettings(): readonly Setting[] {
  return settingsOf((read) => parseEnvironment(read, {}, []));
}

/** `@Inject(gatewaySettings.KEY)`; the one place where `process.env` is read. */
export const gatewaySettings = registerAs('gateway', () => readSettings(process.env));
