import type { SettingsReader } from './settings-reader.js';

/**
 * Where a service listens.
 *
 * @param prefix of its variables: `SEARCH_` for `SEARCH_HOST` and `SEARCH_PORT`
 */
export function readListenAddress(read: SettingsReader, prefix: string, defaultPort: number) {
  const range = { minimum: 0, maximum: 65_535 };
  return {
    host: read.text(`${prefix}HOST`, '0.0.0.0', 'Address that it listens on'),
    port: read.integer(`${prefix}PORT`, defaultPort, range, 'Port that it listens on'),
  };
}
