import { DiscoveryService } from '@nestjs/core';
import type { CallScope } from './call-scope.js';
import type { Provider } from './provider.js';
import type { UpstreamModel } from './upstream-model.js';

/** What a layer may know of the call that it surrounds: chat and embeddings alike. */
export interface LayeredCall {
  readonly provider: Provider;
  readonly model: UpstreamModel;
  readonly scope: CallScope;
  readonly stream?: boolean;
}

/**
 * Marks a provider class as a layer around every upstream call. A smaller `order` is further out:
 * deadlines 100, retry 200.
 */
export const CallLayer = DiscoveryService.createDecorator<{
  readonly name: string;
  readonly order: number;
}>();

/**
 * Work around an adapter call: retry, deadlines, breaker. `next` may be called again, since an
 * answer counts as started only when its first part is good: the promise of a stream resolves with
 * that part, and no layer sees what comes after.
 */
export abstract class ProviderCallLayer {
  abstract around<Answer>(call: LayeredCall, next: () => Promise<Answer>): Promise<Answer>;
}
