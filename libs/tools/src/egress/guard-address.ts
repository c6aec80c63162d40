import ipaddr from 'ipaddr.js';
import { ToolFailure } from '../tool-failure.js';

/** Where clouds tell a machine its credentials, besides the link-local 169.254.169.254. */
const METADATA: ReadonlySet<string> = new Set([
  'fd00:ec2::254',
  '100.100.100.200',
  '168.63.129.16',
]);
const REFUSED: ReadonlySet<string> = new Set([
  'linkLocal',
  'unspecified',
  'broadcast',
  'multicast',
]);

/**
 * Refuses addresses that no tool has any business with: link-local ones, where cloud metadata lives,
 * and those that name no single machine. Throws `address_refused`.
 *
 * @param host by which the address was found, for the message
 */
export function guardAddress(address: string, host: string): void {
  // An IPv4 address may come in the clothes of IPv6.
  const parsed = ipaddr.process(address.replace(/%.*$/, ''));
  if (!REFUSED.has(parsed.range()) && !METADATA.has(parsed.toString())) return;
  throw new ToolFailure(
    'address_refused',
    `${host} is at ${address}, which tools may not call. An operator can allow the host in LLM_GATEWAY_TOOLS_ALLOW_HOSTS.`,
  );
}

/** The address that a host name is, if it is one: `[::1]` as URLs write it included. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}
