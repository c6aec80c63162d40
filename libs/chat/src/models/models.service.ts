import { Injectable } from '@nestjs/common';
import { ProviderDirectory, unknownModel } from 'llm-gateway/provider';
import type { ListedModel, ModelList } from './listed-model.js';

@Injectable()
export class ModelsService {
  readonly #created = Math.floor(Date.now() / 1_000);

  constructor(private readonly directory: ProviderDirectory) {}

  /** What can be called now: the aliases first, then each configured provider's models. */
  async list(): Promise<ModelList> {
    const served = await this.directory.models();
    const aliases = this.directory.aliases.map((alias) => this.#describe(alias));
    const models = served.map(({ id, provider, contextWindow }) =>
      this.#toListed(id, provider, contextWindow),
    );
    return { object: 'list', data: [...aliases, ...models] };
  }

  /** A model or alias that is listed, or that its vendor's table knows. Throws `model_not_found`. */
  async get(id: string): Promise<ListedModel> {
    const { provider, model } = this.directory.resolve(id);
    const isKnown =
      this.directory.aliases.includes(id) ||
      Object.keys(model.facts).length > 0 ||
      (await this.directory.serves(provider, model.name));
    if (!isKnown) throw unknownModel(id);
    return this.#describe(id);
  }

  #describe(id: string): ListedModel {
    const { provider, model } = this.directory.resolve(id);
    return this.#toListed(id, provider.name, model.facts.contextWindow);
  }

  #toListed(id: string, provider: string, contextWindow: number | undefined): ListedModel {
    return {
      id,
      object: 'model',
      created: this.#created,
      owned_by: provider,
      provider,
      ...(contextWindow !== undefined && { context_window: contextWindow }),
    };
  }
}
