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
import { UpstreamClient, type UpstreamRequest } from '../../upstream/upstream-client.js';
import { continueChunks, continueResponse } from './continue-generation.js';
import { fromEmbeddings, toEmbeddingsRequests } from './embed-contents.js';
import { fromGeminiModels } from './from-gemini-models.js';
import { fromGeminiResponse } from './from-gemini-response.js';
import { fromGeminiStream } from './from-gemini-stream.js';
import { checkGeminiQuirks, geminiOptionsOf } from './gemini.options.js';
import type { GeminiEmbeddings, GeminiModelList, GeminiResponse } from './gemini.wire.js';
import { mapGeminiError } from './map-gemini-error.js';
import { readGeminiChunks } from './read-gemini-chunks.js';
import { toGeminiRequest, toMethodPath } from './to-gemini-request.js';

/** Pages of 1,000 models each; there is one today. */
const MAXIMUM_PAGES = 10;

/** Google's own wire format, `generateContent` (reference/protocols.md 4.1). */
@Injectable()
@Adapter({ name: 'gemini' })
export class GeminiAdapter
  extends ProviderAdapter
  implements MakesEmbeddings, ListsModels, ChecksQuirks
{
  constructor(private readonly upstream: UpstreamClient) {
    super();
  }

  checkQuirks(provider: Provider): void {
    checkGeminiQuirks(provider);
  }

  async complete(call: ChatCall): Promise<ChatResponse> {
    const request = toGeminiRequest(call);
    const ask = (continuationToken?: string): Promise<GeminiResponse> =>
      this.#ask(call, 'generateContent', { ...request, continuationToken });
    const { maximumContinuations } = geminiOptionsOf(call.provider);
    return fromGeminiResponse(await continueResponse(ask, maximumContinuations), call);
  }

  async *stream(call: ChatCall): AsyncGenerator<StreamPart> {
    const request = toGeminiRequest(call);
    const ask = async (continuationToken?: string): Promise<AsyncIterable<GeminiResponse>> => {
      const body = { ...request, continuationToken };
      const sent = requestTo('streamGenerateContent?alt=sse', call, body);
      const response = await this.upstream.post(call, sent, mapGeminiError);
      return readGeminiChunks(response, call.provider);
    };
    const { maximumContinuations } = geminiOptionsOf(call.provider);
    yield* fromGeminiStream(continueChunks(ask, maximumContinuations), call);
  }

  async embed(call: EmbeddingsCall): Promise<EmbeddingsResponse> {
    const answers: GeminiEmbeddings[] = [];
    for (const body of toEmbeddingsRequests(call))
      answers.push(await this.#ask(call, 'batchEmbedContents', body));
    return fromEmbeddings(answers, call);
  }

  async listModels(provider: Provider, signal: AbortSignal): Promise<readonly ModelEntry[]> {
    const { apiVersion } = geminiOptionsOf(provider);
    const headers = authorise(provider);
    const models: ModelEntry[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MAXIMUM_PAGES; page += 1) {
      const query = new URLSearchParams({ pageSize: '1000', ...(pageToken && { pageToken }) });
      const path = `/${apiVersion}/models?${query}`;
      const request = { path, headers };
      const body = await this.upstream.getWhole(provider, request, mapGeminiError, signal);
      const list = parseUpstreamJson<GeminiModelList>(body.toString('utf8'), provider);
      models.push(...fromGeminiModels(list));
      pageToken = list.nextPageToken || undefined;
      if (pageToken === undefined) break;
    }
    return models;
  }

  async #ask<Wire extends object>(
    call: ChatCall | EmbeddingsCall,
    method: string,
    body: object,
  ): Promise<Wire> {
    const answer = await this.upstream.postWhole(
      call,
      requestTo(method, call, body),
      mapGeminiError,
    );
    return parseUpstreamJson<Wire>(answer.toString('utf8'), call.provider);
  }
}

function requestTo(
  method: string,
  { provider, model }: ChatCall | EmbeddingsCall,
  body: object,
): UpstreamRequest {
  const path = toMethodPath(model.name, geminiOptionsOf(provider).apiVersion, method);
  return { path, headers: authorise(provider), body };
}

function authorise({ apiKey }: Provider): Readonly<Record<string, string>> {
  return apiKey ? { 'x-goog-api-key': apiKey.reveal() } : {};
}
