import type { CallScope } from 'llm-gateway/contracts';

/** Longer lists are cut, since proxies limit the size of headers. */
const MAXIMUM_HEADER_LENGTH = 2_000;

/** Who answered, and what of the request could not be honoured. */
export function answerHeaders(scope: CallScope): Record<string, string> {
  const { record, ignoredParameters, historyMessages, historyDropped = 0 } = scope;
  if (scope.replayedHeaders) return { ...scope.replayedHeaders, 'idempotent-replayed': 'true' };
  return {
    'x-gateway-provider': record.provider ?? '',
    'x-gateway-model': encode(record.model ?? ''),
    ...(historyMessages !== undefined && {
      'x-gateway-history-messages': String(historyMessages),
    }),
    ...(historyDropped > 0 && { 'x-gateway-history-dropped': String(historyDropped) }),
    ...(ignoredParameters.size > 0 && {
      'x-gateway-ignored-params': [...ignoredParameters]
        .map(encode)
        .join(', ')
        .slice(0, MAXIMUM_HEADER_LENGTH),
    }),
  };
}

/**
 * Names may hold anything that JSON can, half a surrogate pair included. What a person can read in a
 * header stays as it is (`messages[].name`); the comma separates names.
 */
function encode(name: string): string {
  return name.toWellFormed().replace(/[^\x21-\x7e]|[%,]/gu, encodeURIComponent);
}
