import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { guardAddress } from './guard-address.js';

const IDLE_MS = 30_000;

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

export interface GuardedAgents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  close(): void;
}

/**
 * Connection pools that look at each address after the name was resolved, so that no name leads to a
 * forbidden one, whenever it is resolved. Names are resolved anew for each connection.
 */
export function createGuardedAgents(isAllowed: (host: string) => boolean): GuardedAgents {
  const guardedLookup = (host: string, options: LookupOptions, callback: LookupCallback) => {
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
  const options = { keepAlive: true, timeout: IDLE_MS, lookup: guardedLookup };
  const httpAgent = new HttpAgent(options);
  const httpsAgent = new HttpsAgent(options);
  return {
    httpAgent,
    httpsAgent,
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
