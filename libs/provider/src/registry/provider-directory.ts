import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { checksQuirks, type Provider } from 'llm-gateway/contracts';
import { PROVIDER_OPTIONS, type ProviderModuleOptions } from '../provider.module-definition.js';
import { ModelRouter, type RoutedModel } from '../routing/model-router.js';
import { AdapterRegistry } from './adapter-registry.js';
import { CallLayers } from './call-layers.js';
import { ModelCatalog, type ServedModel } from './model-catalog.js';

const DETECTION_DEADLINE_MS = 300;
const DETECTION_PERIOD_MS = 15_000;

/**
 * The providers that this gateway can call now: those that are configured, and local ones that
 * were found by asking.
 */
@Injectable()
export class ProviderDirectory implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger('Providers');
  #providers: readonly Provider[];
  #router: ModelRouter;
  #detection: NodeJS.Timeout | undefined;

  constructor(
    @Inject(PROVIDER_OPTIONS) private readonly options: ProviderModuleOptions,
    private readonly adapters: AdapterRegistry,
    private readonly layers: CallLayers,
    private readonly catalog: ModelCatalog,
  ) {
    this.#providers = options.providers;
    this.#router = this.#route(options.providers);
  }

  async onModuleInit(): Promise<void> {
    this.adapters.discover();
    this.layers.discover();
    this.#logger.log(`Adapters: ${this.adapters.names.join(', ')}`);
    this.#logger.log(`Call layers, outermost first: ${this.layers.names.join(', ')}`);
    for (const provider of [...this.options.providers, ...this.options.detectable]) {
      const adapter = this.adapters.get(provider.adapter);
      if (checksQuirks(adapter)) adapter.checkQuirks(provider);
    }
    if (this.options.detectable.length === 0) return;
    await this.#detect();
    this.#detection = setInterval(() => void this.#detect(), DETECTION_PERIOD_MS);
    this.#detection.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#detection);
  }

  get providers(): readonly Provider[] {
    return this.#providers;
  }

  /** Aliases whose provider is there. */
  get aliases(): readonly string[] {
    const names = new Set(this.#providers.map(({ name }) => name));
    return Object.entries(this.options.aliases)
      .filter(([, target]) => names.has(target.slice(0, target.indexOf('/'))))
      .map(([alias]) => alias);
  }

  /** Throws `model_not_found` or `provider_not_configured`. */
  resolve(model: string): RoutedModel {
    return this.#router.resolve(model);
  }

  /** Is this one of the models that the provider itself lists? */
  async serves(provider: Provider, model: string): Promise<boolean> {
    await this.catalog.refresh(provider);
    return this.catalog.lists(provider, model);
  }

  models(): Promise<ServedModel[]> {
    return this.catalog.list(this.#providers);
  }

  async #detect(): Promise<void> {
    const missing = this.options.detectable.filter(
      (candidate) => !this.#providers.some(({ name }) => name === candidate.name),
    );
    const answers = await Promise.all(
      missing.map((provider) => this.catalog.refresh(provider, DETECTION_DEADLINE_MS)),
    );
    const found = missing.filter((_, index) => answers[index]);
    if (found.length === 0) return;
    this.#providers = [...this.#providers, ...found];
    this.#router = this.#route(this.#providers);
    for (const { name, baseUrl } of found)
      this.#logger.log(`Found provider '${name}' at ${baseUrl}`);
  }

  #route(providers: readonly Provider[]): ModelRouter {
    const names = new Set(providers.map(({ name }) => name));
    const table = {
      ...this.options,
      providers,
      unconfigured: this.options.unconfigured.filter(({ name }) => !names.has(name)),
    };
    return new ModelRouter(table, (model) =>
      providers.find((provider) => this.catalog.lists(provider, model)),
    );
  }
}
