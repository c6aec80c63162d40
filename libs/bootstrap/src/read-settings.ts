import { ConfigurationError } from 'llm-gateway/contracts';
import { SettingsReader } from './settings-reader.js';

/** Reads all settings, then throws a `ConfigurationError` with all faults if there are any. */
export function readSettings<Settings>(
  environment: Readonly<Record<string, string | undefined>>,
  read: (reader: SettingsReader) => Settings,
): Settings {
  const faults: string[] = [];
  const settings = read(new SettingsReader(environment, faults));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return settings;
}
