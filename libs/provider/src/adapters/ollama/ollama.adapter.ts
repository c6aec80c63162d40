import { Injectable } from '@nestjs/common';
import {
  Adapter,
  ProviderAdapter,
  type ChatCall,
  type ChatResponse,
  type ChecksQuirks,
  type EmbeddingsCall,
  type EmbeddingsResponse,
  type ListsModels,
  type MakesEmbeddings,
  type ModelEntry,
  type Provider,
  type StreamPart,
} from 'llm-gateway/contracts';
import { parseUpstreamJson } from '../../upstream/parse-upstream-json.js';
import { readJsonLines } from '../../upstream/read-json-lines.js';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { fromOllamaResponse } from './from-ollama-response.js';
import { fromOllamaStream } from './from-ollama-stream.js';
import { fromOllamaTags } from './from-ollama-tags.js';
import { mapOllamaError } from './map-ollama-error.js';
import { fromOllamaEmbedResponse, toOllamaEmbedRequest } from './ollama-embeddings.js';
import { ollamaOptionsOf } from './ollama.options.js';
import { toOllamaRequest } from './to-ollama-request.js';

/** Speaks Ollama's native API (reference/protocols.md 4.2), on a local server or its cloud. */
@Injectable()
@Adapter({ name: 'ollama' })
export class OllamaAdapter
  extends ProviderAdapter
  implements MakesEmbeddings, ListsModels, ChecksQuirks
{
  constructor(private readonly upstream: UpstreamClient) {
    super();
  }

  async complete(call: ChatCall): Promise<ChatResponse> {
    const text = await this.#post(call, '/api/chat', toOllamaRequest(call, false));
    return fromOllamaResponse(parseUpstreamJson(text, call.provider), call.provider);
  }

  async *stream(call: ChatCall): AsyncGenerator<StreamPart> {
    const response = await this.upstream.post(
      call,
      {
        path: '/api/chat',
        headers: headersOf(call.provider),
        body: toOllamaRequest(call, true),
      },
      mapOllamaError,
    );
    yield* fromOllamaStream(readJsonLines(response.body), call.provider);
  }

  async embed(call: EmbeddingsCall): Promise<EmbeddingsResponse> {
    const text = await this.#post(call, '/api/embed', toOllamaEmbedRequest(call));
    const { provider, request } = call;
    return fromOllamaEmbedResponse(
      parseUpstreamJson(text, provider),
      request.input.length,
      provider,
    );
  }

  async listModels(provider: Provider, signal: AbortSignal): Promise<readonly ModelEntry[]> {
    const request = { path: '/api/tags', headers: headersOf(provider) };
    const body = await this.upstream.getWhole(provider, request, mapOllamaError, signal);
    return fromOllamaTags(parseUpstreamJson(body.toString('utf8'), provider));
  }

  checkQuirks(provider: Provider): void {
    ollamaOptionsOf(provider);
  }

  async #post(call: ChatCall | EmbeddingsCall, path: string, body: object): Promise<string> {
    const request = { path, headers: headersOf(call.provider), body };
    return (await this.upstream.postWhole(call, request, mapOllamaError)).toString('utf8');
  }
}

/** A local server takes no key; Ollama's cloud and servers behind a proxy take a bearer token. */
function headersOf({ apiKey }: Provider): Record<string, string> {
  return apiKey ? { authorization: `Bearer ${apiKey.reveal()}` } : {};
}
