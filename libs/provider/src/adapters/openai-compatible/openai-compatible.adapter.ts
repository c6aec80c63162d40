import { Injectable } from '@nestjs/common';
import {
  Adapter,
  ProviderAdapter,
  type ChatCall,
  type ChatResponse,
  type ChecksQuirks,
  type EmbeddingsCall,
  type EmbeddingsResponse,
  type ForwardedResponse,
  type ForwardedStream,
  type ForwardsChat,
  type InboundBody,
  type ListsModels,
  type MakesEmbeddings,
  type ModelEntry,
  type Provider,
  type StreamPart,
} from 'llm-gateway/contracts';
import { parseUpstreamJson } from '../../upstream/parse-upstream-json.js';
import { readServerSentEvents } from '../../upstream/read-server-sent-events.js';
import { UpstreamClient, type UpstreamRequest } from '../../upstream/upstream-client.js';
import type { UpstreamResponse } from '../../upstream/upstream-response.js';
import { checkStreamResponse } from './check-stream-response.js';
import { closeSoon } from './close-soon.js';
import { forwardRequest } from './forward-request.js';
import { forwardResponse } from './forward-response.js';
import { forwardStream } from './forward-stream.js';
import { fromModelList } from './from-model-list.js';
import { fromOpenAiCompatibleResponse } from './from-openai-compatible-response.js';
import { fromOpenAiCompatibleStream } from './from-openai-compatible-stream.js';
import { hasForeignFields } from './has-foreign-fields.js';
import { mapOpenAiCompatibleError } from './map-openai-compatible-error.js';
import { headersOf, pathOf } from './openai-compatible-endpoint.js';
import { fromEmbeddingsResponse, toEmbeddingsRequest } from './openai-compatible-embeddings.js';
import { optionsOf } from './openai-compatible.options.js';
import { toOpenAiCompatibleRequest } from './to-openai-compatible-request.js';

/** Speaks OpenAI's chat format to OpenAI and to everybody who took it up (reference/protocols.md 1, 4). */
@Injectable()
@Adapter({ name: 'openai-compatible' })
export class OpenAiCompatibleAdapter
  extends ProviderAdapter
  implements ForwardsChat, MakesEmbeddings, ListsModels, ChecksQuirks
{
  constructor(private readonly upstream: UpstreamClient) {
    super();
  }

  async complete(call: ChatCall): Promise<ChatResponse> {
    const { provider } = call;
    const body = await this.#postChat(call, toOpenAiCompatibleRequest(call, false));
    return fromOpenAiCompatibleResponse(
      parseUpstreamJson(body.toString('utf8'), provider),
      provider,
      optionsOf(provider),
    );
  }

  async *stream(call: ChatCall): AsyncGenerator<StreamPart> {
    const { provider, request } = call;
    const response = await this.#postStream(call, toOpenAiCompatibleRequest(call, true));
    await checkStreamResponse(response, call);
    const parts = fromOpenAiCompatibleStream(readServerSentEvents(response.body), {
      provider,
      options: optionsOf(provider),
      expectedChoices: request.n ?? 1,
    });
    let stopWaiting: (() => void) | undefined;
    try {
      for await (const part of parts) {
        if (part.type === 'response-end') stopWaiting = closeSoon(response.body);
        yield part;
      }
    } finally {
      stopWaiting?.();
    }
  }

  canForward({ inbound, provider }: ChatCall): boolean {
    return (
      inbound?.format === 'openai-chat' &&
      optionsOf(provider).conformant &&
      !hasForeignFields(inbound.json)
    );
  }

  async forward(call: ChatCall): Promise<ForwardedResponse> {
    const request = forwardRequest(call, inboundOf(call));
    return forwardResponse(await this.#postChat(call, request), call);
  }

  async forwardStream(call: ChatCall): Promise<ForwardedStream> {
    const response = await this.#postStream(call, forwardRequest(call, inboundOf(call)));
    await checkStreamResponse(response, call);
    return forwardStream(response.body, call);
  }

  async embed(call: EmbeddingsCall): Promise<EmbeddingsResponse> {
    const { provider, request } = call;
    const sent = requestTo('/embeddings', call, toEmbeddingsRequest(call));
    const body = await this.upstream.postWhole(call, sent, mapOpenAiCompatibleError);
    return fromEmbeddingsResponse(
      parseUpstreamJson(body.toString('utf8'), provider),
      request.input.length,
      provider,
    );
  }

  async listModels(provider: Provider, signal: AbortSignal): Promise<readonly ModelEntry[]> {
    const headers = headersOf(provider, optionsOf(provider));
    const request = { path: '/models', headers };
    const body = await this.upstream.getWhole(provider, request, mapOpenAiCompatibleError, signal);
    return fromModelList(parseUpstreamJson(body.toString('utf8'), provider));
  }

  checkQuirks(provider: Provider): void {
    optionsOf(provider);
  }

  #postStream(call: ChatCall, body: unknown): Promise<UpstreamResponse> {
    const request = requestTo('/chat/completions', call, body);
    return this.upstream.post(call, request, mapOpenAiCompatibleError);
  }

  #postChat(call: ChatCall, body: unknown): Promise<Buffer> {
    const request = requestTo('/chat/completions', call, body);
    return this.upstream.postWhole(call, request, mapOpenAiCompatibleError);
  }
}

function requestTo(
  operation: '/chat/completions' | '/embeddings',
  { provider, model }: ChatCall | EmbeddingsCall,
  body: unknown,
): UpstreamRequest {
  const options = optionsOf(provider);
  const path = pathOf(operation, model.name, options);
  return { path, headers: headersOf(provider, options), body };
}

function inboundOf({ inbound }: ChatCall): InboundBody {
  if (!inbound) throw new Error('A call without an inbound body cannot be forwarded.');
  return inbound;
}
