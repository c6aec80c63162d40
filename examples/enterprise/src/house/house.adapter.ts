import { Injectable } from '@nestjs/common';
import {
  Adapter,
  ProviderAdapter,
  streamResponse,
  type ChatCall,
  type ChatResponse,
  type StreamPart,
} from 'llm-gateway/contracts';
import { UpstreamClient, parseUpstreamJson } from 'llm-gateway/provider';
import { fromHouseResponse } from './from-house-response.js';
import { mapHouseError } from './map-house-error.js';
import { toHouseRequest } from './to-house-request.js';

/** Speaks to the house's own inference server. */
@Injectable()
@Adapter({ name: 'house' })
export class HouseAdapter extends ProviderAdapter {
  constructor(private readonly upstream: UpstreamClient) {
    super();
  }

  async complete(call: ChatCall): Promise<ChatResponse> {
    const { provider } = call;
    const headers = provider.apiKey && { authorization: `Bearer ${provider.apiKey.reveal()}` };
    const request = { path: '/generate', body: toHouseRequest(call), ...(headers && { headers }) };
    const bytes = await this.upstream.postWhole(call, request, mapHouseError);
    return fromHouseResponse(parseUpstreamJson(bytes.toString('utf8'), provider), provider);
  }

  /** The server only gives whole answers, so a stream gets one in one piece. */
  async *stream(call: ChatCall): AsyncGenerator<StreamPart> {
    yield* streamResponse(await this.complete(call));
  }
}
