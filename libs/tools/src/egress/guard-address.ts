import ipaddr from 'ipaddr.js';
import { ToolFailure } from '../tool-failure.js';

/** Where clouds tell a machine its credentials, besides the link-local 169.254.169.254. */
const METADATA: ReadonlySet<string> = new Set([
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  '192.0.0.192',
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
  const parsed = undress(ipaddr.parse(address.replace(/%.*$/, '')));
  if (!REFUSED.has(parsed.range()) && !METADATA.has(parsed.toString())) return;
  throw new ToolFailure(
    'address_refused',
    `${host} is at ${address}, which tools may not call. An operator can allow the host in LLM_GATEWAY_TOOLS_ALLOW_HOSTS.`,
  );
}

/** An IPv4 address may come in the clothes of IPv6: mapped, or behind a translator (RFC 6052, 6145, 3056). */
function undress(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(address instanceof ipaddr.IPv6)) return address;
  const bytes = address.toByteArray();
  switch (address.range()) {
    case 'ipv4Mapped':
    case 'rfc6052':
    case 'rfc6145':
      return new ipaddr.IPv4(bytes.slice(12));
    case '6to4':
      return new ipaddr.IPv4(bytes.slice(2, 6));
    default: {
      const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0) && bytes[12] !== 0;
      return isCompatible ? new ipaddr.IPv4(bytes.slice(12)) : address;
    }
  }
}

/** The address that a host name is, if it is one: `[::1]` as URLs write it included. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}
