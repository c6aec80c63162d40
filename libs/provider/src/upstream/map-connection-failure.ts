import { GatewayError, type Provider } from 'llm-gateway/contracts';

/**
 * Maps a failure below HTTP: no connection, a reset, a deadline of the HTTP client, or the call's
 * own end. Errors that are mapped already pass through.
 */
export function mapConnectionFailure(
  error: unknown,
  provider: Provider,
  signal: AbortSignal,
): GatewayError {
  if (signal.aborted && signal.reason instanceof GatewayError) return signal.reason;
  if (error instanceof GatewayError) return error;
  const { name, deadlines } = provider;
  const cause = error;
  switch (codeOf(error)) {
    case 'UND_ERR_CONNECT_TIMEOUT':
      return new GatewayError(
        'provider_timeout',
        `No connection to provider '${name}' within ${deadlines.connectMs} ms (deadline connect_ms).`,
        { provider: name, transient: true, cause },
      );
    case 'UND_ERR_HEADERS_TIMEOUT':
      return new GatewayError(
        'provider_timeout',
        `Provider '${name}' sent no response headers within ${deadlines.headersMs} ms (deadline headers_ms).`,
        { provider: name, cause },
      );
    case 'UND_ERR_BODY_TIMEOUT':
      return new GatewayError(
        'provider_timeout',
        `Provider '${name}' fell silent for ${deadlines.idleMs} ms in the middle of its answer (deadline idle_ms).`,
        { provider: name, cause },
      );
    default:
      return new GatewayError(
        'provider_unreachable',
        `The connection to provider '${name}' failed: ${describe(error)}.`,
        { provider: name, transient: true, cause },
      );
  }
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Without the address: an upstream's place in the network is not the client's business. */
function describe(error: unknown): string {
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection was closed by the other side';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its host name does not resolve';
    default:
      return codeOf(error) ?? 'unknown network error';
  }
}
