import { Injectable } from '@nestjs/common';
import type { RequestContext } from 'llm-gateway/contracts';
import { ProviderDirectory, ProviderGateway } from 'llm-gateway/provider';
import { decodeEmbeddingsRequest } from './decode-embeddings-request.js';
import type { EmbeddingsRequest } from './embeddings-request.schema.js';
import { encodeEmbeddingsResponse } from './encode-embeddings-response.js';

@Injectable()
export class EmbeddingsService {
  constructor(
    private readonly directory: ProviderDirectory,
    private readonly gateway: ProviderGateway,
  ) {}

  async create(body: EmbeddingsRequest, { scope }: RequestContext): Promise<string> {
    const { provider, model } = this.directory.resolve(body.model);
    const request = decodeEmbeddingsRequest(body);
    const response = await this.gateway.embed({ request, provider, model, scope });
    if (response.inputTokens !== undefined)
      scope.record.usage = { inputTokens: response.inputTokens, outputTokens: 0 };
    const encoding = body.encoding_format ?? 'float';
    return JSON.stringify(encodeEmbeddingsResponse(response, model.requested, encoding));
  }
}
