import { Injectable } from '@nestjs/common';
import {
  Adapter,
  ProviderAdapter,
  type ChatCall,
  type ChatResponse,
  type ChecksQuirks,
  type ListsModels,
  type ModelEntry,
  type Provider,
  type StreamPart,
} from 'llm-gateway/contracts';
import { UpstreamClient } from '../../upstream/upstream-client.js';
import { anthropicHeadersOf, anthropicPath } from './anthropic-headers.js';
import { anthropicOptionsOf } from './anthropic.options.js';
import { completeTurn, streamTurn, type PostAnthropic } from './continue-paused-turn.js';
import { fromAnthropicResponse } from './from-anthropic-response.js';
import { listAnthropicModels } from './list-anthropic-models.js';
import { mapAnthropicError } from './map-anthropic-error.js';
import { toAnthropicRequest } from './to-anthropic-request.js';
import { asStreamed, isLongAnswer } from './stream-long-answers.js';

/** Speaks Anthropic's Messages API (reference/protocols.md 3). */
@Injectable()
@Adapter({ name: 'anthropic' })
export class AnthropicAdapter extends ProviderAdapter implements ListsModels, ChecksQuirks {
  constructor(private readonly upstream: UpstreamClient) {
    super();
  }

  async complete(call: ChatCall): Promise<ChatResponse> {
    const request = toAnthropicRequest(call);
    const asked = isLongAnswer(request) ? asStreamed(request) : request;
    const message = await completeTurn(asked, call, this.#postFor(call));
    return fromAnthropicResponse(message, request.reading, call.provider);
  }

  async *stream(call: ChatCall): AsyncGenerator<StreamPart> {
    yield* streamTurn(asStreamed(toAnthropicRequest(call)), call, this.#postFor(call));
  }

  listModels(provider: Provider, signal: AbortSignal): Promise<readonly ModelEntry[]> {
    return listAnthropicModels(this.upstream, provider, signal);
  }

  checkQuirks(provider: Provider): void {
    anthropicOptionsOf(provider);
  }

  #postFor(call: ChatCall): PostAnthropic {
    const { provider } = call;
    const path = anthropicPath(provider, '/messages');
    const headers = anthropicHeadersOf(provider);
    return (body) => this.upstream.post(call, { path, headers, body }, mapAnthropicError);
  }
}
