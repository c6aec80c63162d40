import type { ChatResponse, Provider } from 'llm-gateway/contracts';
import { invalidResponse } from 'llm-gateway/provider';
import type { HouseResponse } from './house.wire.js';

/** Throws `provider_invalid_response` when there is no reply. */
export function fromHouseResponse(
  { reply, complete, tokens_in: tokensIn, tokens_out: tokensOut }: HouseResponse,
  provider: Provider,
): ChatResponse {
  if (typeof reply !== 'string') throw invalidResponse(provider, "it has no 'reply'");
  const isCounted = typeof tokensIn === 'number' && typeof tokensOut === 'number';
  return {
    choices: [
      {
        index: 0,
        message: { role: 'assistant', parts: [{ type: 'text', text: reply }] },
        finishReason: complete === false ? 'length' : 'stop',
      },
    ],
    ...(isCounted && { usage: { inputTokens: tokensIn, outputTokens: tokensOut } }),
  };
}
