import type { EmbeddingsRequest } from '../embeddings/embeddings.js';
import type { CallScope } from './call-scope.js';
import type { Provider } from './provider.js';
import type { UpstreamModel } from './upstream-model.js';

/** One embeddings request on its way to one provider. */
export interface EmbeddingsCall {
  readonly request: EmbeddingsRequest;
  readonly provider: Provider;
  readonly model: UpstreamModel;
  readonly scope: CallScope;
}
