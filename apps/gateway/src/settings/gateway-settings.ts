import { registerAs } from '@nestjs/config';
import { SettingsReader, settingsOf, type Setting } from 'llm-gateway/bootstrap';
import { ConfigurationError, type Environment } from 'llm-gateway/contracts';
import {
  SHIPPED_VENDORS,
  resolveProviders,
  type ProviderModuleOptions,
} from 'llm-gateway/provider';
import { parseEnvironment, type EnvironmentSettings } from './environment-settings.js';
import { describeUnknownVariables } from './describe-unknown-variables.js';
import { readConfigFiles, type ProviderContents } from './read-config-files.js';
import { withoutServiceLinks } from './service-links.js';

export interface GatewaySettings extends EnvironmentSettings {
  readonly providers: ProviderModuleOptions;
  /**
   * What other contents of the files would make of the same environment. Throws an `AggregateError`
   * with an `Error` for each fault.
   */
  readonly resolveProviders: (contents: Partial<ProviderContents>) => ProviderModuleOptions;
  /** Sentences for the log, about what is no fault but looks like a mistake. */
  readonly warnings: readonly string[];
}

/** The whole configuration, read and checked once. Throws a `ConfigurationError` with all faults. */
export function readSettings(variables: Environment): GatewaySettings {
  const environment = withoutServiceLinks(variables);
  const faults: string[] = [];
  const read = new SettingsReader(environment, faults);
  const settings = parseEnvironment(read, environment);
  const resolve = (contents: Partial<ProviderContents>) =>
    resolveProviders({ environment, vendors: SHIPPED_VENDORS, ...contents });
  const snapshot = readConfigFiles(settings.configDir);
  const describe = (error: unknown) => snapshot.locate(error).map(({ message }) => message);
  let providers: ProviderModuleOptions | undefined;
  try {
    providers = resolve(snapshot.parse());
  } catch (error) {
    faults.push(...describe(error));
  }
  if (!providers || faults.length > 0) throw new ConfigurationError(faults);
  return {
    ...settings,
    providers: { ...providers, locate: (fault) => describe(fault).join() },
    resolveProviders: resolve,
    warnings: describeUnknownVariables(environment, read.settings),
  };
}

/** Every variable that the gateway reads, but for those of the providers. */
export function knownSettings(): readonly Setting[] {
  return settingsOf((read) => parseEnvironment(read, {}));
}

/** `@Inject(gatewaySettings.KEY)`; the one place where `process.env` is read. */
export const gatewaySettings = registerAs('gateway', () => readSettings(process.env));
