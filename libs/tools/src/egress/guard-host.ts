import { guardAddress, literalAddress } from './guard-address.js';

/**
 * Refuses a host that is a forbidden address itself, unless it is allowed: sockets do not look up what is
 * an address already, so no lookup would refuse it. Throws `address_refused`.
 */
export function guardHost(hostname: string, isAllowed: (host: string) => boolean): void {
  const address = literalAddress(hostname);
  if (address !== undefined && !isAllowed(hostname)) guardAddress(address, hostname);
}
