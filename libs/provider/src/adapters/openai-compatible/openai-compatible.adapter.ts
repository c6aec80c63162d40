import { Injectable } from '@nestjs/common';
import {
  Adapter,
  CallScope,
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
import { parseUpstreamJson, readBody } from '../../upstream/parse-upstream-json.js';
import { readServerSentEvents } from '../../upstream/read-server-sent-events.js';
import { UpstreamClient } from '../../upstream/upstream-client.js';
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
    const response = await this.#postChat(call, toOpenAiCompatibleRequest(call, false));
    const text = (await readBody(response, call)).toString('utf8');
    return fromOpenAiCompatibleResponse(
      parseUpstreamJson(text, provider),
      provider,
      optionsOf(provider),
    );
  }

  async *stream(call: ChatCall): AsyncGenerator<StreamPart> {
    const { provider, request } = call;
    const response = await this.#postChat(call, toOpenAiCompatibleRequest(call, true));
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
    const response = await this.#postChat(call, forwardRequest(call, inboundOf(call)));
    return forwardResponse(await readBody(response, call), call);
  }

  async forwardStream(call: ChatCall): Promise<ForwardedStream> {
    const response = await this.#postChat(call, forwardRequest(call, inboundOf(call)));
    await checkStreamResponse(response, call);
    return forwardStream(response.body, call);
  }

  async embed(call: EmbeddingsCall): Promise<EmbeddingsResponse> {
    const { provider, request } = call;
    const body = toEmbeddingsRequest(call);
    const response = await this.#post(call, '/embeddings', body);
    const text = (await readBody(response, call)).toString('utf8');
    return fromEmbeddingsResponse(
      parseUpstreamJson(text, provider),
      request.input.length,
      provider,
    );
  }

  async listModels(provider: Provider, signal: AbortSignal): Promise<readonly ModelEntry[]> {
    const scope = new CallScope();
    const abort = () => scope.abort(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    try {
      const call = { provider, scope };
      const headers = headersOf(provider, optionsOf(provider));
      const response = await this.upstream.get(call, '/models', headers, mapOpenAiCompatibleError);
      const text = (await readBody(response, call)).toString('utf8');
      return fromModelList(parseUpstreamJson(text, provider));
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  checkQuirks(provider: Provider): void {
    optionsOf(provider);
  }

  #postChat(call: ChatCall, body: unknown): Promise<UpstreamResponse> {
    return this.#post(call, '/chat/completions', body);
  }

  #post(
    call: ChatCall | EmbeddingsCall,
    operation: '/chat/completions' | '/embeddings',
    body: unknown,
  ): Promise<UpstreamResponse> {
    const { provider, model } = call;
    const options = optionsOf(provider);
    const path = pathOf(operation, model.name, options);
    const headers = headersOf(provider, options);
    return this.upstream.post(call, { path, headers, body }, mapOpenAiCompatibleError);
  }
}

function inboundOf({ inbound }: ChatCall): InboundBody {
  if (!inbound) throw new Error('A call without an inbound body cannot be forwarded.');
  return inbound;
}
