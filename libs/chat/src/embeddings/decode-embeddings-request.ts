import type { EmbeddingsRequest as CanonicalRequest } from 'llm-gateway/contracts';
import type { EmbeddingsRequest } from './embeddings-request.schema.js';

export function decodeEmbeddingsRequest(body: EmbeddingsRequest): CanonicalRequest {
  const {
    model: _model,
    input,
    encoding_format: _format,
    dimensions,
    user,
    ...unknownFields
  } = body;
  return {
    input: toList(input),
    ...(typeof dimensions === 'number' && { dimensions }),
    ...(typeof user === 'string' && { user }),
    unknownFields,
  };
}

function toList(input: EmbeddingsRequest['input']): (string | number[])[] {
  if (typeof input === 'string') return [input];
  const isTokenIds = typeof input[0] === 'number';
  return isTokenIds ? [input as number[]] : (input as string[] | number[][]);
}
