import { GatewayError, type ChatCall, type ChatRequest } from 'llm-gateway/contracts';
import { ollamaOptionsOf } from './ollama.options.js';
import type { OllamaChatRequest } from './ollama.wire.js';
import { reportOllamaIgnored } from './report-ollama-ignored.js';
import { thinkOf } from './think-of.js';
import { toOllamaMessages } from './to-ollama-messages.js';
import { toOllamaTools } from './to-ollama-tools.js';

/**
 * Canonical request to `POST /api/chat` (reference/protocols.md 4.2). Fields of Ollama's own that
 * a client sends at the top level (`keep_alive`, `think`, `truncate`, `shift`, `options`) win over
 * what the gateway would choose.
 *
 * Throws a `GatewayError` for what Ollama cannot do and reports the rest in `ignoredParameters`.
 */
export function toOllamaRequest(call: ChatCall, stream: boolean): OllamaChatRequest {
  const { request, scope, model, provider } = call;
  const quirks = ollamaOptionsOf(provider);
  refuseUnsupported(request);
  reportOllamaIgnored(request, scope.ignoredParameters);
  const tools = toOllamaTools(request, quirks, scope.ignoredParameters);
  const { unknownFields } = request;
  const think = unknownFields['think'] ?? thinkOf(request.reasoningEffort, model.facts.thinking);
  const keepAlive = unknownFields['keep_alive'] ?? quirks.keepAlive;
  const shift = unknownFields['shift'] ?? undefined;
  const format = formatOf(request);
  return {
    model: model.name,
    messages: toOllamaMessages(request.messages, scope.ignoredParameters),
    stream,
    ...(tools && { tools }),
    ...(format !== undefined && { format }),
    ...(think !== undefined && { think }),
    ...(keepAlive !== undefined && { keep_alive: keepAlive }),
    ...(request.logprobs && { logprobs: true }),
    ...(request.logprobs &&
      request.topLogprobs !== undefined && { top_logprobs: request.topLogprobs }),
    truncate: unknownFields['truncate'] ?? quirks.truncate,
    ...(shift !== undefined && { shift }),
    options: { num_ctx: quirks.numCtx, ...samplingOf(request), ...nativeOptionsOf(unknownFields) },
  };
}

/** The model parameters that a client sets itself with the top-level field `options`. */
export function nativeOptionsOf(
  unknownFields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const options = unknownFields['options'] ?? {};
  if (typeof options !== 'object' || Array.isArray(options))
    throw new GatewayError(
      'invalid_request',
      'Field \'options\' must be an object of Ollama model parameters, for example {"top_k": 40}.',
      { param: 'options' },
    );
  return options as Readonly<Record<string, unknown>>;
}

function samplingOf(request: ChatRequest): Record<string, unknown> {
  const { maxOutputTokens, temperature, topP, seed, stop, frequencyPenalty, presencePenalty } =
    request;
  return {
    ...(maxOutputTokens !== undefined && { num_predict: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(seed !== undefined && { seed }),
    ...(stop !== undefined && { stop }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
  };
}

function formatOf({ responseFormat }: ChatRequest): OllamaChatRequest['format'] {
  switch (responseFormat?.type) {
    case 'json-object':
      return 'json';
    case 'json-schema':
      return responseFormat.schema;
    case 'text':
    case undefined:
      return undefined;
    default:
      return responseFormat satisfies never;
  }
}

function refuseUnsupported(request: ChatRequest): void {
  if (request.n !== undefined && request.n > 1)
    throw new GatewayError(
      'unsupported_parameter',
      "Ollama gives one answer for each request; leave 'n' out or send the request several times.",
      { param: 'n' },
    );
  const { modalities } = request.openaiOptions;
  if (Array.isArray(modalities) && modalities.some((modality) => modality !== 'text'))
    throw new GatewayError(
      'unsupported_parameter',
      'Ollama answers in text only; leave \'modalities\' out or send ["text"].',
      { param: 'modalities' },
    );
}
