import {
  GatewayError,
  type EmbeddingsCall,
  type EmbeddingsResponse,
  type Provider,
} from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { ollamaOptionsOf } from './ollama.options.js';
import type { OllamaEmbedResponse } from './ollama.wire.js';
import { nativeOptionsOf } from './to-ollama-request.js';

const NATIVE_FIELDS = new Set(['keep_alive', 'truncate', 'options']);

/** Canonical request to `POST /api/embed`, which takes texts only. */
export function toOllamaEmbedRequest({ request, provider, model, scope }: EmbeddingsCall): object {
  const quirks = ollamaOptionsOf(provider);
  const { input, dimensions, unknownFields } = request;
  const index = input.findIndex((item) => typeof item !== 'string');
  if (index >= 0)
    throw new GatewayError(
      'unsupported_value',
      "Ollama makes embeddings of text only; send 'input' as text instead of token ids.",
      { param: input.length > 1 ? `input[${index}]` : 'input' },
    );
  if (request.user !== undefined) scope.ignoredParameters.add('user');
  for (const name of Object.keys(unknownFields))
    if (!NATIVE_FIELDS.has(name)) scope.ignoredParameters.add(name);
  const keepAlive = unknownFields['keep_alive'] ?? quirks.keepAlive;
  return {
    model: model.name,
    input,
    ...(dimensions !== undefined && { dimensions }),
    ...(keepAlive !== undefined && { keep_alive: keepAlive }),
    truncate: unknownFields['truncate'] ?? quirks.truncate,
    options: { num_ctx: quirks.numCtx, ...nativeOptionsOf(unknownFields) },
  };
}

/** `count` is the number of inputs; a different number of vectors cannot be matched to them. */
export function fromOllamaEmbedResponse(
  response: OllamaEmbedResponse,
  count: number,
  provider: Provider,
): EmbeddingsResponse {
  const { embeddings, model, prompt_eval_count: inputTokens } = response;
  if (!Array.isArray(embeddings) || embeddings.length !== count)
    throw invalidResponse(provider, `it has not one vector for each of ${count} inputs`);
  return {
    vectors: embeddings as readonly (readonly number[])[],
    ...(model && { model }),
    ...(typeof inputTokens === 'number' && { inputTokens }),
  };
}
