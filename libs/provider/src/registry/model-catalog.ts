import { Injectable, Logger } from '@nestjs/common';
import { listsModels, type ModelEntry, type Provider } from 'llm-gateway/contracts';
import { findModelFacts } from '../routing/find-model-facts.js';
import { AdapterRegistry } from './adapter-registry.js';

/** A model that can be called now. */
export interface ServedModel {
  /** `provider/model`. */
  readonly id: string;
  readonly provider: string;
  readonly contextWindow?: number;
}

/** How long a provider's own list is believed, in milliseconds. */
const LIST_LIFETIME_MS = 300_000;
const LIST_DEADLINE_MS = 2_000;

interface KnownList {
  readonly models: readonly ModelEntry[];
  readonly readAt: number;
}

/**
 * What each provider serves: its own list where it can be asked, the vendor's model table else. A
 * list is refreshed when somebody asks, never on the way of a chat request.
 */
@Injectable()
export class ModelCatalog {
  readonly #logger = new Logger('Models');
  readonly #lists = new WeakMap<Provider, KnownList>();

  constructor(private readonly adapters: AdapterRegistry) {}

  async list(providers: readonly Provider[]): Promise<ServedModel[]> {
    await Promise.all(providers.map((provider) => this.refresh(provider)));
    return providers.flatMap((provider) => this.#servedBy(provider));
  }

  /** True when the provider answered with a list, or an earlier one is still good. */
  async refresh(provider: Provider, deadlineMs = LIST_DEADLINE_MS): Promise<boolean> {
    const known = this.#lists.get(provider);
    if (known && Date.now() - known.readAt < LIST_LIFETIME_MS) return true;
    const adapter = this.adapters.get(provider.adapter);
    if (!listsModels(adapter)) return false;
    try {
      const models = await adapter.listModels(provider, AbortSignal.timeout(deadlineMs));
      this.#lists.set(provider, { models, readAt: Date.now() });
      return true;
    } catch (error) {
      this.#logger.debug(`No model list from '${provider.name}': ${(error as Error).message}`);
      return false;
    }
  }

  /** Is this one of the models that the provider listed? */
  lists(provider: Provider, model: string): boolean {
    const models = this.#lists.get(provider)?.models ?? [];
    return models.some(({ match }) => match === model || match === `${model}:latest`);
  }

  /** Takes a provider's list over for one that replaces it and asks the same upstream. */
  inherit(from: Provider, to: Provider): void {
    const known = this.#lists.get(from);
    if (known) this.#lists.set(to, known);
  }

  #servedBy(provider: Provider): ServedModel[] {
    const listed = this.#lists.get(provider)?.models;
    const entries = listed ?? provider.models.filter(({ listed }) => listed === true);
    return entries.map((entry) => {
      const contextWindow =
        entry.contextWindow ?? findModelFacts(provider, entry.match).contextWindow;
      return {
        id: `${provider.name}/${entry.match}`,
        provider: provider.name,
        ...(contextWindow !== undefined && { contextWindow }),
      };
    });
  }
}
