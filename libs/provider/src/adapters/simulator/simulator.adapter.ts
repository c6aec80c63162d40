import { Injectable } from '@nestjs/common';
import {
  Adapter,
  GatewayError,
  ProviderAdapter,
  type ChatCall,
  type ChatResponse,
  type ChecksQuirks,
  type EmbeddingsCall,
  type EmbeddingsResponse,
  type MakesEmbeddings,
  type Provider,
  type StreamPart,
} from 'llm-gateway/contracts';
import { interrupted } from '../../upstream/start-stream.js';
import { checkReasoning } from './reasoning.js';
import { chooseReplies } from './choose-reply.js';
import { countUsage } from './count-tokens.js';
import { pause } from './pause.js';
import { refuseUnsupported, reportIgnored } from './refuse-unsupported.js';
import { simulatedFailure } from './simulated-failure.js';
import type { SimulatorOptions } from './simulator.keys.js';
import { simulatorCallOf, simulatorQuirksOf } from './simulator.options.js';
import { toChatResponse } from './to-chat-response.js';
import { toEmbeddingsResponse } from './to-embeddings-response.js';
import { toStreamParts } from './to-stream-parts.js';

/**
 * A provider without a network: it answers by rule, the same every time, and misbehaves on demand,
 * so that an application can be tested against the gateway without a vendor. It is no model: what
 * it says shows what it was sent, and nothing more (docs/simulator.md).
 */
@Injectable()
@Adapter({ name: 'simulator' })
export class SimulatorAdapter extends ProviderAdapter implements MakesEmbeddings, ChecksQuirks {
  async complete(call: ChatCall): Promise<ChatResponse> {
    const { model, replies, usage, options } = await answer(call);
    const { chunkMs = 0, cutAfter } = options;
    let contents = 0;
    for (const part of toStreamParts(model, replies, usage)) if (isContent(part)) contents += 1;
    await pause(chunkMs * Math.min(contents, cutAfter ?? contents), call.scope.signal);
    if (cutAfter !== undefined && cutAfter < contents) throw interrupted(call.provider);
    return toChatResponse(model, replies, usage);
  }

  async *stream(call: ChatCall): AsyncGenerator<StreamPart> {
    const { model, replies, usage, options } = await answer(call);
    let contents = 0;
    for (const part of toStreamParts(model, replies, usage)) {
      if (isContent(part)) {
        if (contents === options.cutAfter) throw interrupted(call.provider);
        await pause(contents > 0 ? (options.chunkMs ?? 0) : 0, call.scope.signal);
        contents += 1;
      }
      yield part;
    }
  }

  async embed(call: EmbeddingsCall): Promise<EmbeddingsResponse> {
    const { model, options } = simulatorCallOf(call.model.name, call.provider);
    if (model !== 'embedding')
      throw new GatewayError(
        'embeddings_not_supported',
        `The simulator's model '${model}' makes no embeddings; 'embedding' does.`,
        { param: 'model' },
      );
    await arrive(call, options);
    const { request, scope } = call;
    if (request.user !== undefined) scope.ignoredParameters.add('user');
    for (const name of Object.keys(request.unknownFields)) scope.ignoredParameters.add(name);
    return toEmbeddingsResponse(model, request);
  }

  checkQuirks(provider: Provider): void {
    simulatorQuirksOf(provider);
  }
}

async function answer(call: ChatCall) {
  const { request, provider, scope } = call;
  const { model, options } = simulatorCallOf(call.model.name, provider, request.metadata);
  if (model === 'embedding')
    throw new GatewayError(
      'invalid_request',
      "The simulator's model 'embedding' does not chat; 'echo' and 'reasoner' do.",
      { param: 'model' },
    );
  refuseUnsupported(request);
  checkReasoning(request.messages);
  reportIgnored(request, model === 'reasoner', scope.ignoredParameters);
  await arrive(call, options);
  const replies = chooseReplies(request, model, options);
  return { model, replies, options, usage: countUsage(request.messages, replies) };
}

/** What every upstream call begins with: it is counted, it takes its time, and it may fail. */
async function arrive(call: ChatCall | EmbeddingsCall, options: SimulatorOptions): Promise<void> {
  call.scope.record.attempts += 1;
  await pause(options.latencyMs ?? 0, call.scope.signal);
  const failure = simulatedFailure(options, call);
  if (failure) throw failure;
}

/** A part that carries something of an answer. */
function isContent(part: StreamPart): boolean {
  return part.type.endsWith('-delta');
}
