import { guardHost } from '../../egress/guard-host.js';
import { ToolFailure } from '../../tool-failure.js';

/** Throws `redirect_refused` unless a redirect leads to the same scheme, host and port. */
export function refuseOtherHost(origin: string, target: string): void {
  const { origin: other, hostname } = new URL(target);
  if (other === origin) return;
  guardHost(hostname, () => false);
  throw new ToolFailure(
    'redirect_refused',
    `The service at ${origin} redirects to ${other}, and tools do not follow redirects across hosts.`,
  );
}
