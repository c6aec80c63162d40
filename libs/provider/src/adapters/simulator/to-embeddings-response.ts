import {
  GatewayError,
  type EmbeddingsRequest,
  type EmbeddingsResponse,
} from 'llm-gateway/contracts';
import { tokensIn } from './count-tokens.js';
import { embedText } from './embed-text.js';

const DEFAULT_DIMENSIONS = 256;
const MAXIMUM_DIMENSIONS = 4_096;

/** Vectors for texts or token ids; ids are read as the words of a text. */
export function toEmbeddingsResponse(
  model: string,
  { input, dimensions = DEFAULT_DIMENSIONS }: EmbeddingsRequest,
): EmbeddingsResponse {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > MAXIMUM_DIMENSIONS)
    throw new GatewayError(
      'unsupported_value',
      `The simulator makes vectors of 1 to ${MAXIMUM_DIMENSIONS} dimensions.`,
      { param: 'dimensions' },
    );
  return {
    model,
    vectors: input.map((item) =>
      embedText(typeof item === 'string' ? item : item.join(' '), dimensions),
    ),
    inputTokens: input.reduce<number>(
      (total, item) => total + (typeof item === 'string' ? tokensIn(item.length) : item.length),
      0,
    ),
  };
}
