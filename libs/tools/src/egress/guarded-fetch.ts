import { ConnectionWatch, FollowingAgent } from 'llm-gateway/connections';
import { fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici';
import { guardHost } from './guard-host.js';
import { createGuardedLookup } from './guarded-lookup.js';

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

export interface GuardedFetch {
  readonly fetch: Fetch;
  close(): Promise<void>;
}

/**
 * A `fetch` that refuses forbidden addresses, after names were resolved. Streams may be silent for any
 * time: deadlines are the caller's. Throws `address_refused`, as the `cause` of an error or itself.
 */
export function createGuardedFetch(isAllowed: (host: string) => boolean): GuardedFetch {
  const watch = new ConnectionWatch();
  const lookup = createGuardedLookup(isAllowed);
  const dispatcher = new FollowingAgent(
    { connect: { lookup }, headersTimeout: 0, bodyTimeout: 0 },
    watch,
  );
  return {
    async fetch(url, init) {
      guardHost(new URL(url).hostname, isAllowed);
      const response = await undiciFetch(url, { ...(init as UndiciInit), dispatcher });
      return response as unknown as Response;
    },
    close() {
      watch.close();
      return dispatcher.destroy();
    },
  };
}
