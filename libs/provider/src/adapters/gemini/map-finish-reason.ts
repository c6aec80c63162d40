import { GatewayError, type FinishReason, type Provider } from 'llm-gateway/contracts';
import type { GeminiCandidate } from './gemini.wire.js';

/** The complete list of GEM 3.1 (reference/protocols.md 4.1); `broken` is no answer at all. */
const FINISH_REASONS: Readonly<Record<string, FinishReason | 'broken'>> = {
  FINISH_REASON_UNSPECIFIED: 'stop',
  STOP: 'stop',
  NO_IMAGE: 'stop',
  MAX_TOKENS: 'length',
  // Seen here only when the answer could not be continued.
  CONTINUATION: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  IMAGE_PROHIBITED_CONTENT: 'content_filter',
  IMAGE_RECITATION: 'content_filter',
  // Cut off by the provider for a reason of its own: "stop" would pass a torn answer as whole.
  LANGUAGE: 'content_filter',
  OTHER: 'content_filter',
  IMAGE_OTHER: 'content_filter',
  MALFORMED_FUNCTION_CALL: 'broken',
  MALFORMED_RESPONSE: 'broken',
  UNEXPECTED_TOOL_CALL: 'broken',
  TOO_MANY_TOOL_CALLS: 'broken',
};

/**
 * Gemini ends a tool call with `STOP`, so tool calls are told by their presence. An answer that the
 * model botched is an error of the provider: asked again, it usually succeeds.
 */
export function mapFinishReason(
  { finishReason, finishMessage }: GeminiCandidate,
  hasToolCalls: boolean,
  provider: Provider,
): FinishReason {
  const reason = FINISH_REASONS[finishReason ?? ''] ?? 'stop';
  if (reason === 'broken')
    throw new GatewayError(
      'provider_invalid_response',
      `The model of provider '${provider.name}' broke off with ${finishReason}${finishMessage ? `: ${finishMessage}` : ''}.`,
      { provider: provider.name, providerCode: finishReason ?? '', transient: true },
    );
  return reason === 'stop' && hasToolCalls ? 'tool_calls' : reason;
}

/** The provider's own reason, where ours says less. */
export function nativeFinishReason({ finishReason }: GeminiCandidate): string | undefined {
  return !finishReason || finishReason === 'STOP' || finishReason === 'MAX_TOKENS'
    ? undefined
    : finishReason;
}
