import type { EmbeddingsResponse } from 'llm-gateway/contracts';

/** OpenAI's list of embeddings, with the vectors in the encoding that the client asked for. */
export function encodeEmbeddingsResponse(
  response: EmbeddingsResponse,
  model: string,
  encoding: 'float' | 'base64',
): Record<string, unknown> {
  const tokens = response.inputTokens ?? 0;
  return {
    object: 'list',
    data: response.vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding === 'base64' ? toBase64(vector) : Array.from(vector),
    })),
    model: response.model ?? model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** Little-endian 32-bit floats, whatever the machine's own order. */
function toBase64(vector: ArrayLike<number>): string {
  const bytes = Buffer.allocUnsafe(vector.length * Float32Array.BYTES_PER_ELEMENT);
  for (let index = 0; index < vector.length; index++)
    bytes.writeFloatLE(vector[index] as number, index * Float32Array.BYTES_PER_ELEMENT);
  return bytes.toString('base64');
}
