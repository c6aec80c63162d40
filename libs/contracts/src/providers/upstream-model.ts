import type { ModelFacts } from './model-facts.js';

/** The model that a request was routed to. */
export interface UpstreamModel {
  /** As the client named it. */
  readonly requested: string;
  /** As the provider names it. */
  readonly name: string;
  readonly facts: ModelFacts;
}
