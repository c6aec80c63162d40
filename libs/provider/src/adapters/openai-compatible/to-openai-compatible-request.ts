import type { ChatCall, ChatRequest } from 'llm-gateway/contracts';
import { refusedFields } from './drop-refused-fields.js';
import { encodeContextOf, type EncodeContext } from './encode-context.js';
import { encodeMessages } from './encode-messages.js';
import { encodeReasoningEffort } from './encode-reasoning-effort.js';
import { encodeResponseFormat } from './encode-response-format.js';
import { encodeTools } from './encode-tools.js';
import { filterFields } from './filter-fields.js';
import type { WireRequest } from './openai-compatible.wire.js';
import { refuseField } from './refuse-field.js';

/** Encodes a canonical request for an OpenAI-compatible vendor: reference/protocols.md 1.1, 4.3 to 4.10. */
export function toOpenAiCompatibleRequest(call: ChatCall, stream: boolean): WireRequest {
  const { request, model } = call;
  const context = encodeContextOf(call);
  refuseUnsupported(request, context);
  const body: WireRequest = {
    ...request.unknownFields,
    ...request.openaiOptions,
    ...definedOf({
      model: model.name,
      messages: encodeMessages(request.messages, context),
      ...encodeSettings(request, context),
      ...encodeReasoningEffort(call, context),
      ...encodeTools(request, context),
      response_format: encodeResponseFormat(request.responseFormat, context),
      stream: stream || undefined,
      stream_options: encodeStreamOptions(request, stream, context),
    }),
  };
  if (!stream) delete body['stream_options'];
  for (const name of refusedFields(body, context.facts)) {
    delete body[name];
    context.ignored.add(name);
  }
  return filterFields(body, context);
}

function encodeSettings(request: ChatRequest, { options, ignored }: EncodeContext): WireRequest {
  if (request.seed !== undefined && options.seedField === 'none') ignored.add('seed');
  if (request.user !== undefined && options.userField === 'none') ignored.add('user');
  return {
    [options.maxTokensField]: request.maxOutputTokens,
    temperature: request.temperature,
    top_p: request.topP,
    frequency_penalty: request.frequencyPenalty,
    presence_penalty: request.presencePenalty,
    ...(options.seedField !== 'none' && { [options.seedField]: request.seed }),
    ...(options.userField !== 'none' && { [options.userField]: request.user }),
    stop: request.stop,
    n: request.n === 1 ? undefined : request.n,
    logprobs: request.logprobs || undefined,
    top_logprobs: request.logprobs ? request.topLogprobs : undefined,
    logit_bias: request.logitBias,
    verbosity: request.verbosity,
    service_tier: request.serviceTier,
    metadata: request.metadata,
  };
}

/** Usage is always asked for; the gateway counts it whether or not the client wants to see it. */
function encodeStreamOptions(
  { openaiOptions }: ChatRequest,
  stream: boolean,
  { options }: EncodeContext,
): object | undefined {
  if (!stream || !options.supports.streamOptions) return undefined;
  return { ...(openaiOptions['stream_options'] as object | undefined), include_usage: true };
}

function refuseUnsupported(request: ChatRequest, { options }: EncodeContext): void {
  const { supports } = options;
  if ((request.n ?? 1) > 1 && !supports.n)
    refuseField('n', 'This provider gives one answer to a request. Set `n` to 1 or leave it out.');
  if (request.logprobs && !supports.logprobs)
    refuseField('logprobs', 'This provider gives no log probabilities. Leave `logprobs` out.');
  const modalities = request.openaiOptions['modalities'];
  if (!supports.audio && Array.isArray(modalities) && modalities.includes('audio'))
    refuseField('modalities', 'This provider gives no audio output. Ask for text only.');
}

/** So that a field which the canonical request leaves open does not hide the vendor's own. */
function definedOf(fields: WireRequest): WireRequest {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
