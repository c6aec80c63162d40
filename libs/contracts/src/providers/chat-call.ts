import type { ChatRequest } from '../chat/chat-request.js';
import type { CallScope } from './call-scope.js';
import type { Provider } from './provider.js';
import type { UpstreamModel } from './upstream-model.js';

/** What the client sent, for an adapter whose upstream speaks the same wire format. */
export interface InboundBody {
  readonly format: 'openai-chat';
  /** The parsed and validated body. Never changed in place. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Top-level fields that are the gateway's own and must not travel on (`session_id`). */
  readonly gatewayFields: readonly string[];
  /** The bytes that `json` was parsed from; absent when the gateway changed the body. */
  readonly bytes?: Uint8Array;
}

/** One chat request on its way to one provider. */
export interface ChatCall {
  /** Decoded on first use, so that a forwarded request never pays for it. */
  readonly request: ChatRequest;
  readonly inbound?: InboundBody;
  readonly provider: Provider;
  readonly model: UpstreamModel;
  readonly stream: boolean;
  /** The client asked for a usage chunk at the end of the stream. */
  readonly includeUsage: boolean;
  readonly scope: CallScope;
}
