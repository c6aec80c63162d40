import { describe, expect, it } from '@jest/globals';
import {
  DEFAULT_DEADLINES,
  GatewayError,
  type ErrorCode,
  type Provider,
} from 'llm-gateway/contracts';
import { mapConnectionFailure } from './map-connection-failure.js';

const provider = { name: 'fake', deadlines: DEFAULT_DEADLINES } as Provider;
const quiet = new AbortController().signal;
const withCode = (code: string) => Object.assign(new Error('10.0.0.7:443 secret-host'), { code });

describe('mapConnectionFailure', () => {
  it.each<[string, ErrorCode, boolean, string]>([
    [
      'UND_ERR_CONNECT_TIMEOUT',
      'provider_timeout',
      true,
      "No connection to provider 'fake' within 5000 ms (deadline connect_ms).",
    ],
    [
      'UND_ERR_HEADERS_TIMEOUT',
      'provider_timeout',
      false,
      "Provider 'fake' sent no response headers within 300000 ms (deadline headers_ms).",
    ],
    [
      'UND_ERR_BODY_TIMEOUT',
      'provider_timeout',
      false,
      "Provider 'fake' fell silent for 60000 ms in the middle of its answer (deadline idle_ms).",
    ],
    [
      'ECONNREFUSED',
      'provider_unreachable',
      true,
      "The connection to provider 'fake' failed: connection refused.",
    ],
    [
      'ECONNRESET',
      'provider_unreachable',
      true,
      "The connection to provider 'fake' failed: the connection was closed by the other side.",
    ],
    [
      'UND_ERR_SOCKET',
      'provider_unreachable',
      true,
      "The connection to provider 'fake' failed: the connection was closed by the other side.",
    ],
    [
      'ENOTFOUND',
      'provider_unreachable',
      true,
      "The connection to provider 'fake' failed: its host name does not resolve.",
    ],
    [
      'EAI_AGAIN',
      'provider_unreachable',
      true,
      "The connection to provider 'fake' failed: its host name does not resolve.",
    ],
    ['EPIPE', 'provider_unreachable', true, "The connection to provider 'fake' failed: EPIPE."],
    [
      'CERT_HAS_EXPIRED',
      'provider_unreachable',
      true,
      "The connection to provider 'fake' failed: CERT_HAS_EXPIRED.",
    ],
    [
      'ERR_STREAM_PREMATURE_CLOSE',
      'provider_unreachable',
      true,
      "The connection to provider 'fake' failed: ERR_STREAM_PREMATURE_CLOSE.",
    ],
    [
      'Z_DATA_ERROR',
      'provider_invalid_response',
      true,
      "The answer of provider 'fake' cannot be read: its compression is broken.",
    ],
    [
      'ERR__ERROR_FORMAT_PADDING_1',
      'provider_invalid_response',
      true,
      "The answer of provider 'fake' cannot be read: its compression is broken.",
    ],
    [
      'ZSTD_error_prefix_unknown',
      'provider_invalid_response',
      true,
      "The answer of provider 'fake' cannot be read: its compression is broken.",
    ],
  ])('maps %s', (errorCode, code, transient, message) => {
    const cause = withCode(errorCode);
    const error = mapConnectionFailure(cause, provider, quiet);
    expect(error).toMatchObject({ code, message, cause });
    expect(error.details.transient === true).toBe(transient);
    expect(error.toBody().provider).toBe('fake');
  });

  it('never shows where the upstream is', () => {
    const { message } = mapConnectionFailure(withCode('ECONNREFUSED'), provider, quiet);
    expect(message).not.toMatch(/10\.0\.0\.7|secret-host/);
  });

  it.each(['AbortError', 'TimeoutError'])(
    'takes an %s without a reason for a broken connection',
    (name) => {
      const error = mapConnectionFailure(Object.assign(new Error('x'), { name }), provider, quiet);
      expect(error.code).toBe('provider_unreachable');
    },
  );

  it('passes a mapped error through', () => {
    const error = new GatewayError('rate_limit_exceeded', 'Slow down.');
    expect(mapConnectionFailure(error, provider, quiet)).toBe(error);
  });

  it('tells why the call was aborted, whatever broke', () => {
    const reason = new GatewayError('client_closed_request', 'The client left.');
    const signal = AbortSignal.abort(reason);
    for (const error of [withCode('ECONNRESET'), new GatewayError('provider_error', 'x'), reason])
      expect(mapConnectionFailure(error, provider, signal)).toBe(reason);
  });

  it.each<[string, unknown]>([
    ['a bug', new TypeError('x is undefined')],
    ['a bad argument', withCode('UND_ERR_INVALID_ARG')],
    ['a bad header', withCode('ERR_INVALID_CHAR')],
    ['nothing', undefined],
    ['a text', 'text'],
  ])('keeps a fault of our own one: %s', (_what, fault) => {
    expect(mapConnectionFailure(fault, provider, quiet)).toMatchObject({
      code: 'internal_error',
      cause: fault,
    });
  });
});
