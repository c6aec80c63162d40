import { GatewayError, type EmbeddingsCall, type EmbeddingsResponse } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import type { GeminiEmbeddings } from './gemini.wire.js';

/** Texts that one `batchEmbedContents` takes (C: AIS-GOO `google-embedding-model.ts`). */
const BATCH = 100;

/** The bodies of the `batchEmbedContents` requests that embed all inputs in their order. */
export function toEmbeddingsRequests({
  request,
  model,
  provider,
  scope,
}: EmbeddingsCall): readonly object[] {
  if (request.user !== undefined) scope.ignoredParameters.add('user');
  for (const name of Object.keys(request.unknownFields)) scope.ignoredParameters.add(name);
  const name = model.name.includes('/') ? model.name : `models/${model.name}`;
  const requests = request.input.map((text) => {
    if (typeof text !== 'string')
      throw new GatewayError(
        'unsupported_value',
        `Provider '${provider.name}' embeds texts, not lists of token ids. Send the text itself.`,
        { param: 'input' },
      );
    return {
      model: name,
      content: { parts: [{ text }] },
      ...(request.dimensions !== undefined && { outputDimensionality: request.dimensions }),
    };
  });
  return Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, batch) => ({
    requests: requests.slice(batch * BATCH, (batch + 1) * BATCH),
  }));
}

/** All batches as one answer. Throws when a vector is missing. */
export function fromEmbeddings(
  answers: readonly GeminiEmbeddings[],
  { request, provider, model }: EmbeddingsCall,
): EmbeddingsResponse {
  const vectors = answers.flatMap((answer) =>
    (answer.embeddings ?? []).map((embedding) => embedding.values ?? []),
  );
  if (vectors.length !== request.input.length || vectors.some((vector) => vector.length === 0))
    throw invalidResponse(
      provider,
      `it holds ${vectors.length} vectors for ${request.input.length} inputs`,
    );
  const counts = answers.map((answer) => answer.usageMetadata?.promptTokenCount);
  const isCounted = counts.every((count) => typeof count === 'number');
  return {
    vectors,
    model: model.name,
    ...(isCounted && { inputTokens: counts.reduce((sum, count) => sum + count, 0) }),
  };
}
