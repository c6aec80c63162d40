import type {
  CallScope,
  ChatCall,
  ChatRequest,
  Provider,
  UpstreamModel,
} from 'llm-gateway/contracts';

/** A call whose request the gateway changed: it is translated, since its bytes are no longer true. */
export class PreparedCall implements ChatCall {
  readonly provider: Provider;
  readonly model: UpstreamModel;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly scope: CallScope;

  constructor(
    { provider, model, stream, includeUsage, scope }: ChatCall,
    readonly request: ChatRequest,
  ) {
    this.provider = provider;
    this.model = model;
    this.stream = stream;
    this.includeUsage = includeUsage;
    this.scope = scope;
  }
}
