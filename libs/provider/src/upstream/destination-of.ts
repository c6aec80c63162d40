import type { Provider } from 'llm-gateway/contracts';

export interface Destination {
  readonly origin: string;
  /** Path of the base URL. */
  readonly prefix: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

const destinations = new WeakMap<Provider, Destination>();

/** What of a provider is the same for all its requests, made once. */
export function destinationOf(provider: Provider): Destination {
  let destination = destinations.get(provider);
  if (!destination) {
    const url = new URL(provider.baseUrl);
    destination = {
      origin: url.origin,
      prefix: url.pathname.replace(/\/$/, ''),
      query: new URLSearchParams(provider.query).toString(),
      // An operator's `Authorization` must replace ours, not stand beside it.
      headers: Object.fromEntries(
        Object.entries(provider.headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    };
    destinations.set(provider, destination);
  }
  return destination;
}
