import type {
  CallScope,
  ChatCall,
  ChatRequest,
  InboundBody,
  Provider,
  UpstreamModel,
} from 'llm-gateway/contracts';
import type { JsonBody } from 'llm-gateway/http';
import type { RoutedModel } from 'llm-gateway/provider';
import type { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
import { decodeChatRequest } from './openai/decode-chat-request.js';
import { GATEWAY_FIELDS } from './openai/gateway-fields.js';
import { blameOwnMessage } from './sessions/blame-own-message.js';
import type { SessionRequest } from './sessions/to-session-request.js';

/** A validated body and its route as a call. The body is decoded when an adapter first needs it. */
export function toChatCall(
  { value, bytes }: JsonBody<ChatCompletionRequest>,
  routed: RoutedModel,
  scope: CallScope,
): ChatCall {
  const inbound: InboundBody = {
    format: 'openai-chat',
    json: value,
    gatewayFields: GATEWAY_FIELDS,
    bytes,
  };
  return new LazyChatCall(value, routed, scope, inbound);
}

/** What a session made of a request, or the request itself. */
type HeldRequest = Pick<SessionRequest, 'body'> & Partial<SessionRequest>;

/** A chat that is held is always translated, since its answer must be understood to be kept. */
export function toHeldCall(request: HeldRequest, routed: RoutedModel, scope: CallScope): ChatCall {
  return new LazyChatCall(request.body, routed, scope, undefined, request);
}

class LazyChatCall implements ChatCall {
  readonly provider: Provider;
  readonly model: UpstreamModel;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  #request: ChatRequest | undefined;

  constructor(
    private readonly body: ChatCompletionRequest,
    { provider, model }: RoutedModel,
    readonly scope: CallScope,
    readonly inbound?: InboundBody,
    private readonly held?: HeldRequest,
  ) {
    this.provider = provider;
    this.model = model;
    this.stream = body.stream === true;
    this.includeUsage = body.stream_options?.include_usage === true;
  }

  get request(): ChatRequest {
    return (this.#request ??= this.#decode());
  }

  #decode(): ChatRequest {
    const { request, unmapped } = this.#decodeBody();
    for (const field of unmapped) this.scope.ignoredParameters.add(field);
    const { messagesSentBefore } = this.held ?? {};
    return messagesSentBefore === undefined ? request : { ...request, messagesSentBefore };
  }

  #decodeBody(): ReturnType<typeof decodeChatRequest> {
    try {
      return decodeChatRequest(this.body);
    } catch (error) {
      throw blameOwnMessage(error, this.held?.messagesBefore ?? 0);
    }
  }
}
