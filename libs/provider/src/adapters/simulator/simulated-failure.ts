import type { CallScope, GatewayError, Provider } from 'llm-gateway/contracts';
import { mapUpstreamStatus } from '../../upstream/map-upstream-status.js';
import type { SimulatorOptions } from './simulator.keys.js';

/**
 * The failure that was ordered with `status`, mapped as a vendor's answer would be. Undefined when
 * none was, or when `fail_attempts` attempts of this call have failed already.
 */
export function simulatedFailure(
  { status, code, retryAfterMs, failAttempts }: SimulatorOptions,
  { provider, scope }: { readonly provider: Provider; readonly scope: CallScope },
): GatewayError | undefined {
  if (status === undefined) return undefined;
  if (failAttempts !== undefined && scope.record.attempts > failAttempts) return undefined;
  return mapUpstreamStatus({
    provider: provider.name,
    status,
    message: `The simulator was told to fail with status ${status}.`,
    ...(code !== undefined && { vendorCode: code }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
