import type { AxiosError } from 'axios';
import { ToolFailure } from '../../tool-failure.js';

const REDIRECTS: ReadonlySet<string> = new Set([
  'ERR_FR_TOO_MANY_REDIRECTS',
  'ERR_FR_REDIRECTION_FAILURE',
  'ERR_INVALID_URL',
]);

/** What a failed exchange means for who asked. */
export function toToolFailure(error: unknown, service: string, maximumBytes: number): unknown {
  const refused = findFailure(error);
  if (refused) return refused;
  if (!isAxiosError(error)) return error;
  if (error.message.startsWith('maxContentLength'))
    return new ToolFailure(
      'response_too_large',
      `The answer of ${service} is larger than ${maximumBytes} bytes. Ask for less.`,
      { cause: error },
    );
  const reason = error.code ?? error.message;
  if (REDIRECTS.has(reason))
    return new ToolFailure(
      'redirect_refused',
      `${service} redirects in circles, or to what is no address (${reason}).`,
      { cause: error },
    );
  return new ToolFailure(
    'service_unreachable',
    `${service} cannot be reached (${reason}). Try again later, or answer without it.`,
    { cause: error },
  );
}

/** The call's signal was aborted. */
export function isCancelled(error: unknown): boolean {
  return isAxiosError(error) && error.code === 'ERR_CANCELED';
}

/** Without axios itself, which is loaded with the first call. */
function isAxiosError(error: unknown): error is AxiosError {
  return (error as Partial<AxiosError> | null)?.isAxiosError === true;
}

/** The guards' refusals come wrapped by the HTTP client. */
function findFailure(error: unknown): ToolFailure | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if (inner instanceof ToolFailure) return inner;
  return undefined;
}
