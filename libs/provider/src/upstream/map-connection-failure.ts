import { GatewayError, toGatewayError, type Provider } from 'llm-gateway/contracts';

/**
 * Maps a failure below HTTP: no connection, a reset, a deadline of the HTTP client, a compression
 * that cannot be undone, or the call's own end. Errors that are mapped already pass through, and a
 * fault of our own stays one.
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
  const code = codeOf(error);
  switch (code) {
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
      if (isOwnFault(error)) return toGatewayError(error);
      if (/^(Z_|ZSTD_|ERR__|ERR_BROTLI)/.test(code ?? ''))
        return new GatewayError(
          'provider_invalid_response',
          `The answer of provider '${name}' cannot be read: its compression is broken.`,
          { provider: name, transient: true, cause },
        );
      return new GatewayError(
        'provider_unreachable',
        `The connection to provider '${name}' failed: ${describe(error)}.`,
        { provider: name, transient: true, cause },
      );
  }
}

/** What the network does has a code, or tells of an abort; anything else is a bug here. */
function isOwnFault(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return /^(UND_ERR_INVALID_ARG|ERR_INVALID_)/.test(code);
  return !['AbortError', 'TimeoutError'].includes((error as Error | null)?.name ?? '');
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
    case 'EHOSTUNREACH':
    case 'ETIMEDOUT':
      return 'its host no longer answers';
    default:
      return codeOf(error) ?? 'unknown network error';
  }
}
