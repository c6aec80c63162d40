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
  type ListsModels,
  type MakesEmbeddings,
  type ModelEntry,
  type Provider,
  type StreamPart,
} from 'llm-gateway/contracts';
import { parseUpstreamJson, readBody } from '../../upstream/parse-upstream-json.js';
import { UpstreamClient, type UpstreamCall } from '../../upstream/upstream-client.js';
import type { UpstreamResponse } from '../../upstream/upstream-response.js';
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
    const ask = async (continuationToken?: string): Promise<GeminiResponse> =>
      this.#read(
        call,
        await this.#post(call, 'generateContent', { ...request, continuationToken }),
      );
    const { maximumContinuations } = geminiOptionsOf(call.provider);
    return fromGeminiResponse(await continueResponse(ask, maximumContinuations), call);
  }

  async *stream(call: ChatCall): AsyncGenerator<StreamPart> {
    const request = toGeminiRequest(call);
    const ask = async (continuationToken?: string): Promise<AsyncIterable<GeminiResponse>> => {
      const body = { ...request, continuationToken };
      const response = await this.#post(call, 'streamGenerateContent?alt=sse', body);
      return readGeminiChunks(response, call.provider);
    };
    const { maximumContinuations } = geminiOptionsOf(call.provider);
    yield* fromGeminiStream(continueChunks(ask, maximumContinuations), call);
  }

  async embed(call: EmbeddingsCall): Promise<EmbeddingsResponse> {
    const answers: GeminiEmbeddings[] = [];
    for (const body of toEmbeddingsRequests(call))
      answers.push(await this.#read(call, await this.#post(call, 'batchEmbedContents', body)));
    return fromEmbeddings(answers, call);
  }

  async listModels(provider: Provider, signal: AbortSignal): Promise<readonly ModelEntry[]> {
    const call = { provider, scope: new CallScope() };
    const abort = (): void => call.scope.abort(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      return await this.#listPages(call);
    } finally {
      signal.removeEventListener('abort', abort);
      call.scope.end();
    }
  }

  async #listPages(call: UpstreamCall): Promise<ModelEntry[]> {
    const { apiVersion } = geminiOptionsOf(call.provider);
    const models: ModelEntry[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MAXIMUM_PAGES; page += 1) {
      const query = new URLSearchParams({ pageSize: '1000', ...(pageToken && { pageToken }) });
      const path = `/${apiVersion}/models?${query}`;
      const headers = authorise(call.provider);
      const list = await this.#read<GeminiModelList>(
        call,
        await this.upstream.get(call, path, headers, mapGeminiError),
      );
      models.push(...fromGeminiModels(list));
      pageToken = list.nextPageToken || undefined;
      if (pageToken === undefined) break;
    }
    return models;
  }

  #post(
    call: UpstreamCall & Pick<ChatCall, 'model'>,
    method: string,
    body: object,
  ): Promise<UpstreamResponse> {
    const { apiVersion } = geminiOptionsOf(call.provider);
    const path = toMethodPath(call.model.name, apiVersion, method);
    return this.upstream.post(
      call,
      { path, headers: authorise(call.provider), body },
      mapGeminiError,
    );
  }

  async #read<Wire extends object>(call: UpstreamCall, response: UpstreamResponse): Promise<Wire> {
    return parseUpstreamJson<Wire>(
      (await readBody(response, call)).toString('utf8'),
      call.provider,
    );
  }
}

function authorise({ apiKey }: Provider): Readonly<Record<string, string>> {
  return apiKey ? { 'x-goog-api-key': apiKey.reveal() } : {};
}
