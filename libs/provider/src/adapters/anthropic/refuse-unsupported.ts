import { GatewayError, type ChatRequest } from 'llm-gateway/contracts';

/** Refuses what Anthropic has no word for and what changes the meaning of the request. */
export function refuseUnsupported(request: ChatRequest): void {
  if (request.n !== undefined && request.n > 1)
    throw refusal('Claude models give one answer at a time. Leave out n, or send n requests.', 'n');
  if (request.logprobs === true)
    throw refusal('Claude models give no log probabilities. Leave out logprobs.', 'logprobs');
  const { modalities } = request.openaiOptions;
  if (Array.isArray(modalities) && modalities.some((modality) => modality !== 'text'))
    throw refusal('Claude models answer in text only. Leave out modalities.', 'modalities');
}

function refusal(message: string, param: string): GatewayError {
  return new GatewayError('unsupported_parameter', message, { param });
}
