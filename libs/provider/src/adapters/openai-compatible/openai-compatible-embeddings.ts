import type { EmbeddingsCall, EmbeddingsResponse, Provider } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { encodeContextOf } from './encode-context.js';
import { filterFields } from './filter-fields.js';
import { isErrorBody, mapErrorBody } from './map-openai-compatible-error.js';
import type { WireRequest, WireUsage } from './openai-compatible.wire.js';

/** What comes back from `POST /embeddings`: reference/protocols.md 1.7. */
export interface WireEmbeddings {
  readonly data?: readonly WireEmbedding[] | null;
  readonly model?: string | null;
  readonly usage?: WireUsage | null;
  readonly error?: unknown;
}

interface WireEmbedding {
  readonly index?: number | null;
  readonly embedding?: readonly number[] | string | null;
}

/** Asks for numbers, or for base64, which is a quarter as long, where the vendor is known to have it. */
export function toEmbeddingsRequest(call: EmbeddingsCall): WireRequest {
  const { input, dimensions, user, unknownFields } = call.request;
  const context = encodeContextOf(call);
  const { options, ignored } = context;
  const { dimensionsField, userField } = options;
  if (dimensions !== undefined && dimensionsField === 'none') ignored.add('dimensions');
  if (user !== undefined && userField === 'none') ignored.add('user');
  const body = {
    ...unknownFields,
    model: call.model.name,
    input,
    encoding_format: options.conformant ? 'base64' : 'float',
    ...(dimensions !== undefined &&
      dimensionsField !== 'none' && { [dimensionsField]: dimensions }),
    ...(user !== undefined && userField !== 'none' && { [userField]: user }),
  };
  // A list of known fields is about chat; nothing is known of what a vendor's embeddings refuse.
  return filterFields(body, { ...context, options: { ...options, stripUnknown: false } });
}

/** Reads the vectors, in the order of the inputs. */
export function fromEmbeddingsResponse(
  wire: WireEmbeddings,
  inputs: number,
  provider: Provider,
): EmbeddingsResponse {
  if (isErrorBody(wire)) throw mapErrorBody(wire, provider);
  const { data } = wire;
  if (!Array.isArray(data) || data.length !== inputs)
    throw invalidResponse(provider, `it does not have one vector for each of ${inputs} inputs`);
  const byIndex = new Map<number, readonly number[] | Float32Array>();
  for (const [position, { index, embedding }] of (data as readonly WireEmbedding[]).entries())
    byIndex.set(index ?? position, readVector(embedding, provider));
  const vectors = Array.from({ length: inputs }, (_, index) => {
    const vector = byIndex.get(index);
    if (!vector) throw invalidResponse(provider, `it has no vector for input ${index}`);
    return vector;
  });
  const inputTokens = wire.usage?.prompt_tokens ?? wire.usage?.total_tokens;
  return {
    vectors,
    ...(wire.model && { model: wire.model }),
    ...(inputTokens != null && { inputTokens }),
  };
}

function readVector(
  embedding: WireEmbedding['embedding'],
  provider: Provider,
): readonly number[] | Float32Array {
  if (Array.isArray(embedding)) return embedding as readonly number[];
  if (typeof embedding !== 'string') throw invalidResponse(provider, 'a vector in it is missing');
  // A copy of its own, since Float32Array wants its bytes aligned. Little-endian, like the wire.
  const bytes = Uint8Array.from(Buffer.from(embedding, 'base64'));
  if (bytes.length % 4 !== 0) throw invalidResponse(provider, 'a vector in it is cut');
  return new Float32Array(bytes.buffer);
}
