import { GatewayError } from 'llm-gateway/contracts';

export function unknownModel(requested: string): GatewayError {
  const shown = requested.length > 100 ? `${requested.slice(0, 97)}...` : requested;
  return new GatewayError(
    'model_not_found',
    `The model '${shown}' is not known here. Name it as provider/model; GET /v1/models lists what is served.`,
    { param: 'model' },
  );
}
