import { Injectable } from '@nestjs/common';
import {
  forwardsChat,
  GatewayError,
  makesEmbeddings,
  type ChatAnswer,
  type ChatCall,
  type EmbeddingsCall,
  type EmbeddingsResponse,
  type ProviderAdapter,
} from 'llm-gateway/contracts';
import { startStream } from '../upstream/start-stream.js';
import { AdapterRegistry } from './adapter-registry.js';
import { CallLayers } from './call-layers.js';

/** The one way to an upstream: through all call layers to the provider's adapter. */
@Injectable()
export class ProviderGateway {
  constructor(
    private readonly adapters: AdapterRegistry,
    private readonly layers: CallLayers,
  ) {}

  /** Resolves when the answer is there, or its stream has started. */
  async chat(call: ChatCall): Promise<ChatAnswer> {
    const adapter = this.adapters.get(call.provider.adapter);
    const { record } = call.scope;
    record.provider = call.provider.name;
    record.model = call.model.name;
    record.stream = call.stream;
    const answer = await this.layers.run(call, () => invoke(adapter, call));
    record.firstPartAt = performance.now();
    return answer;
  }

  async embed(call: EmbeddingsCall): Promise<EmbeddingsResponse> {
    const adapter = this.adapters.get(call.provider.adapter);
    call.scope.record.provider = call.provider.name;
    call.scope.record.model = call.model.name;
    if (!makesEmbeddings(adapter))
      throw new GatewayError(
        'embeddings_not_supported',
        `Provider '${call.provider.name}' makes no embeddings.`,
        { param: 'model' },
      );
    return this.layers.run(call, () => adapter.embed(call));
  }
}

async function invoke(adapter: ProviderAdapter, call: ChatCall): Promise<ChatAnswer> {
  if (forwardsChat(adapter) && adapter.canForward(call))
    return call.stream ? adapter.forwardStream(call) : adapter.forward(call);
  if (call.stream) return { type: 'stream', parts: await startStream(adapter.stream(call), call) };
  return { type: 'response', response: await adapter.complete(call) };
}
