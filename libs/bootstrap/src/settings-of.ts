import type { Setting } from './setting.js';
import { SettingsReader } from './settings-reader.js';

/** All settings that a function reads, for documents and checks. */
export function settingsOf(read: (reader: SettingsReader) => unknown): readonly Setting[] {
  const reader = new SettingsReader({}, []);
  read(reader);
  return reader.settings;
}
