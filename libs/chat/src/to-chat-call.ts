import type { CallScope, ChatCall, ChatRequest, InboundBody } from 'llm-gateway/contracts';
import type { JsonBody } from 'llm-gateway/http';
import type { RoutedModel } from 'llm-gateway/provider';
import type { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
import { decodeChatRequest } from './openai/decode-chat-request.js';

const GATEWAY_FIELDS = ['session_id'] as const;

/** A validated body and its route as a call. The body is decoded when an adapter first needs it. */
export function toChatCall(
  { value, bytes }: JsonBody<ChatCompletionRequest>,
  { provider, model }: RoutedModel,
  scope: CallScope,
): ChatCall {
  let decoded: ChatRequest | undefined;
  const inbound: InboundBody = {
    format: 'openai-chat',
    json: value,
    gatewayFields: GATEWAY_FIELDS,
    bytes,
  };
  return {
    get request() {
      decoded ??= decode(value, scope);
      return decoded;
    },
    inbound,
    provider,
    model,
    stream: value.stream === true,
    includeUsage: value.stream_options?.include_usage === true,
    scope,
  };
}

function decode(body: ChatCompletionRequest, scope: CallScope): ChatRequest {
  const { request, unmapped } = decodeChatRequest(body);
  for (const field of unmapped) scope.ignoredParameters.add(field);
  return request;
}
