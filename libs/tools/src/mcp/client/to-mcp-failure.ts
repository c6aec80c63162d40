import { isNativeError } from 'node:util/types';
import {
  ProtocolError,
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import { excerpt } from '../../excerpt.js';
import { ToolFailure, type ToolFailureCode } from '../../tool-failure.js';

const WANTS_A_PERSON = 'asks for input of a person, which the gateway does not give.';
/** The client's own complaints about results, which come in the dress of the server's errors. */
const OUTPUT_FAULT = /output ?schema|structured content/i;

/** What a failed exchange with an MCP server means for who asked. */
export function toMcpFailure(error: unknown, server: string): ToolFailure {
  const inner = findFailure(error);
  if (inner) return inner;
  const fail = (code: ToolFailureCode, message: string) =>
    new ToolFailure(code, `${server} ${message}`, { cause: error });
  const said = excerpt(error instanceof Error ? error.message : String(error));
  if (error instanceof ProtocolError) {
    if (error.code === ProtocolErrorCode.MissingRequiredClientCapability)
      return fail('tool_error', WANTS_A_PERSON);
    return fail(codeOf(error), `answered: ${said}`);
  }
  if (error instanceof SdkHttpError) return fromStatus(error, fail);
  if (error instanceof SdkError)
    switch (error.code) {
      case SdkErrorCode.UnsupportedResultType:
      case SdkErrorCode.InputRequiredRoundsExceeded:
        return fail('tool_error', WANTS_A_PERSON);
      case SdkErrorCode.InvalidResult:
      case SdkErrorCode.ClientHttpUnexpectedContent:
      case SdkErrorCode.ListPaginationExceeded:
        return fail('invalid_response', `answered out of protocol: ${said}`);
      case SdkErrorCode.RequestTimeout:
        return fail('timeout', 'did not answer in time. Try again later, or answer without it.');
    }
  if (error instanceof SyntaxError || (error as Error | undefined)?.name === 'ZodError')
    return fail('invalid_response', `answered out of protocol: ${said}`);
  return fail(
    'service_unreachable',
    `cannot be reached (${reasonOf(error)}). Try again later, or answer without it.`,
  );
}

function codeOf({ code, message }: ProtocolError): ToolFailureCode {
  if (code === ProtocolErrorCode.InternalError) return 'service_error';
  if (OUTPUT_FAULT.test(message)) return 'invalid_response';
  return code === ProtocolErrorCode.InvalidParams ? 'invalid_arguments' : 'service_refusal';
}

function fromStatus(
  { status, message }: SdkHttpError,
  fail: (code: ToolFailureCode, message: string) => ToolFailure,
): ToolFailure {
  if (status === undefined) return fail('service_error', `failed: ${excerpt(message)}`);
  if (status >= 300 && status < 400)
    return fail('redirect_refused', 'redirects, and tools do not follow redirects across hosts.');
  const hint = status === 401 || status === 403 ? ' Its headers in tools.json may be wrong.' : '';
  const code = status >= 500 ? 'service_error' : 'service_refusal';
  return fail(code, `answered ${status}: ${excerpt(message)}${hint}`);
}

/** The guards' refusals come wrapped by the HTTP client or the protocol. */
function findFailure(error: unknown): ToolFailure | undefined {
  for (let inner = error; isNativeError(inner); inner = inner.cause) {
    if (inner instanceof ToolFailure) return inner;
    if (inner instanceof ProtocolError && inner.data instanceof ToolFailure) return inner.data;
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  let reason = error instanceof Error ? error.message : String(error);
  for (let inner = error; isNativeError(inner); inner = inner.cause)
    reason = (inner as NodeJS.ErrnoException).code ?? inner.message;
  return excerpt(reason);
}
