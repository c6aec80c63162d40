import { describe, expect, it } from '@jest/globals';
import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError } from '@modelcontextprotocol/client';
import { ToolFailure } from '../../tool-failure.js';
import { toMcpFailure } from './to-mcp-failure.js';

const http = (status: number) =>
  new SdkHttpError(SdkErrorCode.ClientHttpNotImplemented, 'Error POSTing', { status });
const refused = new ToolFailure('address_refused', 'No.');

describe('toMcpFailure', () => {
  it.each([
    ['invalid arguments', new ProtocolError(-32_602, 'a is missing'), 'invalid_arguments'],
    ['an internal error', new ProtocolError(-32_603, 'oops'), 'service_error'],
    ['any other JSON-RPC error', new ProtocolError(-32_601, 'no such method'), 'service_refusal'],
    [
      'a result that breaks its schema',
      new ProtocolError(-32_602, "Structured content does not match the tool's output schema: x"),
      'invalid_response',
    ],
    ['a capability that it needs', new ProtocolError(-32_021, 'elicitation'), 'tool_error'],
    [
      'input_required',
      new SdkError(SdkErrorCode.UnsupportedResultType, 'input_required'),
      'tool_error',
    ],
    ['500', http(500), 'service_error'],
    ['401', http(401), 'service_refusal'],
    ['a redirect', http(307), 'redirect_refused'],
    ['a silent server', new SdkError(SdkErrorCode.RequestTimeout, 'late'), 'timeout'],
    ['a broken result', new SdkError(SdkErrorCode.InvalidResult, 'no'), 'invalid_response'],
    ['broken JSON', new SyntaxError('Unexpected token'), 'invalid_response'],
    [
      'a lost connection',
      new SdkError(SdkErrorCode.ConnectionClosed, 'closed'),
      'service_unreachable',
    ],
    ['no connection', new TypeError('fetch failed'), 'service_unreachable'],
    ['a guard', new TypeError('fetch failed', { cause: refused }), 'address_refused'],
  ])('knows %s', (_, error, code) => {
    expect(toMcpFailure(error, 'files')).toMatchObject({ name: 'ToolFailure', code });
  });

  it('says why a server cannot be reached', () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const { message } = toMcpFailure(new TypeError('fetch failed', { cause }), 'files');
    expect(message).toContain('files cannot be reached (ECONNREFUSED)');
  });
});
