import type { GatewayError, Provider } from 'llm-gateway/contracts';
import { mapUpstreamStatus, type UpstreamErrorResponse } from 'llm-gateway/provider';

/** The house's errors are `{"problem": "..."}`, with statuses as everywhere. */
export function mapHouseError(
  { status, json }: UpstreamErrorResponse,
  provider: Provider,
): GatewayError {
  const { problem } = (json ?? {}) as { readonly problem?: unknown };
  const message = typeof problem === 'string' ? problem : '';
  return mapUpstreamStatus({ provider: provider.name, status, message });
}
