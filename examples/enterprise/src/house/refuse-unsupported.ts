import { GatewayError, type ChatRequest } from 'llm-gateway/contracts';

/** Refuses the fields whose absence would change what the request means. */
export function refuseUnsupported(request: ChatRequest): void {
  const { tools = [], n = 1, stop = [], logprobs = false, responseFormat } = request;
  const modalities = [request.openaiOptions['modalities'] ?? []].flat();
  const asked = {
    tools: tools.length > 0,
    n: n > 1,
    stop: stop.length > 0,
    logprobs,
    response_format: responseFormat !== undefined && responseFormat.type !== 'text',
    modalities: modalities.some((modality) => modality !== 'text'),
  };
  for (const [param, isAsked] of Object.entries(asked))
    if (isAsked)
      throw new GatewayError(
        'unsupported_parameter',
        `The house models cannot honour '${param}'. Leave it out, or choose another model.`,
        { param },
      );
}
