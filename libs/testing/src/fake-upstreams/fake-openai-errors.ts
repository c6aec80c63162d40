import type { OpenAiDeviations } from './fake-openai-deviations.js';

/** An error body in one of the recorded shapes: reference/protocols.md 1.5, 4.1, 4.3, 4.6, 4.7. */
export function encodeDeviatingError(
  shape: OpenAiDeviations['errorShape'],
  status: number,
  message: string,
): object {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  switch (shape) {
    case 'flat':
      return { object: 'error', message, type, param: null, code: '3000' };
    case 'detail':
      return { detail: message };
    case 'detail-list':
      return { detail: [{ type: 'extra_forbidden', loc: ['body', 'seed'], msg: message }] };
    case 'array':
      return [{ error: { code: status, message, status: 'INVALID_ARGUMENT' } }];
    case 'numeric':
      return { error: { code: status, message, metadata: { provider_name: 'Acme', raw: 'raw!' } } };
    case 'string':
      return { code: status >= 500 ? 'internal' : 'invalid-argument', error: message };
    case 'openai':
    case undefined:
      return { error: { message, type, param: null, code: null } };
  }
}
