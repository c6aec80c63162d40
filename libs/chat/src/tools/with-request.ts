import type { ChatCall, ChatRequest } from 'llm-gateway/contracts';

/** The call with a request that the gateway changed: translated, since its bytes are no longer true. */
export function withRequest(
  { provider, model, stream, includeUsage, scope }: ChatCall,
  request: ChatRequest,
): ChatCall {
  return { provider, model, stream, includeUsage, scope, request };
}
