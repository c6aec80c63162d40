import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { guardAddress } from './guard-address.js';

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

export type GuardedLookup = (
  host: string,
  options: LookupOptions,
  callback: LookupCallback,
) => void;

/**
 * Resolves names for sockets, and looks at each address that comes out, so that no name leads to a
 * forbidden one, whenever it is resolved.
 */
export function createGuardedLookup(isAllowed: (host: string) => boolean): GuardedLookup {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      try {
        if (!isAllowed(host)) for (const { address } of addresses) guardAddress(address, host);
      } catch (refused) {
        return callback(refused as Error, []);
      }
      const [first] = addresses;
      if (options.all === true || !first) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
