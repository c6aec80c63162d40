import { DiscoveryService } from '@nestjs/core';
import type { ChatResponse } from '../chat/chat-response.js';
import type { StreamPart } from '../chat/stream-part.js';
import type { EmbeddingsResponse } from '../embeddings/embeddings.js';
import type { ForwardedResponse, ForwardedStream } from './chat-answer.js';
import type { ChatCall } from './chat-call.js';
import type { EmbeddingsCall } from './embeddings-call.js';
import type { ModelEntry } from './model-facts.js';
import type { Provider } from './provider.js';

/**
 * Marks a provider class as the adapter of a wire format: `@Adapter({ name: 'anthropic' })`.
 * A module that provides such a class has added it; two of one name fail at boot.
 */
export const Adapter = DiscoveryService.createDecorator<{ readonly name: string }>();

/**
 * Speaks one wire format to any number of providers. An adapter is stateless: everything that
 * differs between two vendors of the same format is in `call.provider`.
 *
 * Both methods throw `GatewayError`, pass `call.scope.signal` to all I/O, and report each request
 * field that they leave out in `call.scope.ignoredParameters`.
 */
export abstract class ProviderAdapter {
  /** Asks for the whole answer at once. */
  abstract complete(call: ChatCall): Promise<ChatResponse>;

  /** Asks for a stream; work starts with the first `next()`. Ends with `response-end` or throws. */
  abstract stream(call: ChatCall): AsyncIterable<StreamPart>;
}

/** Ability: hand the client's body to an upstream that conforms to the client's wire format. */
export interface ForwardsChat {
  canForward(call: ChatCall): boolean;
  forward(call: ChatCall): Promise<ForwardedResponse>;
  forwardStream(call: ChatCall): Promise<ForwardedStream>;
}

/** Ability: make embeddings. */
export interface MakesEmbeddings {
  embed(call: EmbeddingsCall): Promise<EmbeddingsResponse>;
}

/** Ability: ask the upstream which models it serves now. Throws when it does not answer. */
export interface ListsModels {
  listModels(provider: Provider, signal: AbortSignal): Promise<readonly ModelEntry[]>;
}

/** Ability: check a provider's `quirks` at boot. Throws an `Error` that names the key and the fix. */
export interface ChecksQuirks {
  checkQuirks(provider: Provider): void;
}

export function forwardsChat(adapter: object): adapter is ForwardsChat {
  return 'forward' in adapter && 'canForward' in adapter;
}

export function makesEmbeddings(adapter: object): adapter is MakesEmbeddings {
  return 'embed' in adapter;
}

export function listsModels(adapter: object): adapter is ListsModels {
  return 'listModels' in adapter;
}

export function checksQuirks(adapter: object): adapter is ChecksQuirks {
  return 'checkQuirks' in adapter;
}
