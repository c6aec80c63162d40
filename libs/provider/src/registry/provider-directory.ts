import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import {
  ConfigurationError,
  ConfigurationFault,
  checksQuirks,
  type Provider,
} from 'llm-gateway/contracts';
import { PROVIDER_OPTIONS, type ProviderModuleOptions } from '../provider.module-definition.js';
import { ModelRouter, type RoutedModel } from '../routing/model-router.js';
import { UpstreamClient } from '../upstream/upstream-client.js';
import { AdapterRegistry } from './adapter-registry.js';
import { CallLayers } from './call-layers.js';
import { ModelCatalog, type ServedModel } from './model-catalog.js';
import { describeChanges, isSameProvider, isSameUpstream } from './provider-changes.js';

const DETECTION_DEADLINE_MS = 300;
const DETECTION_PERIOD_MS = 15_000;

/**
 * The providers that this gateway can call now: those that are configured, and local ones that
 * were found by asking. What is configured may be replaced while requests run: one that has begun
 * keeps the provider that it was given.
 */
@Injectable()
export class ProviderDirectory implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger('Providers');
  #options: ProviderModuleOptions;
  #providers: readonly Provider[];
  #router: ModelRouter;
  #detection: NodeJS.Timeout | undefined;

  constructor(
    @Inject(PROVIDER_OPTIONS) options: ProviderModuleOptions,
    private readonly adapters: AdapterRegistry,
    private readonly layers: CallLayers,
    private readonly catalog: ModelCatalog,
    private readonly upstreams: UpstreamClient,
  ) {
    this.#options = options;
    this.#providers = options.providers;
    this.#router = this.#route(options.providers);
  }

  async onModuleInit(): Promise<void> {
    this.adapters.discover();
    this.layers.discover();
    this.#logger.log(`Adapters: ${this.adapters.names.join(', ')}`);
    this.#logger.log(`Call layers, outermost first: ${this.layers.names.join(', ')}`);
    const { locate = ({ reason }) => reason } = this.#options;
    const faults = this.#faultsOf(this.#options);
    if (faults.length > 0) throw new ConfigurationError(faults.map(locate));
    this.#logger.log(`Providers: ${this.#providers.map(({ name }) => name).join(', ')}`);
    if (this.#options.detectable.length > 0) await this.#detect();
    this.#detectRegularly();
  }

  /**
   * Makes ready to replace what is configured; what it returns does it, as a whole. Throws an
   * `AggregateError` of `ConfigurationFault`s for providers that their adapters refuse.
   */
  prepare(options: ProviderModuleOptions): () => void {
    const faults = this.#faultsOf(options);
    if (faults.length > 0) throw new AggregateError(faults);
    return () => this.#replace(options);
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
    return Object.entries(this.#options.aliases)
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

  #faultsOf({ providers, detectable }: ProviderModuleOptions): ConfigurationFault[] {
    return [...providers, ...detectable].flatMap((provider) => {
      const place = `providers.${provider.name}`;
      let param = `${place}.adapter`;
      try {
        const adapter = this.adapters.get(provider.adapter);
        param = `${place}.quirks`;
        if (checksQuirks(adapter)) adapter.checkQuirks(provider);
        return [];
      } catch (error) {
        return [new ConfigurationFault('providers.json', param, (error as Error).message)];
      }
    });
  }

  #replace(options: ProviderModuleOptions): void {
    const before = this.#options;
    const known = [...before.providers, ...before.detectable];
    this.#options = {
      ...options,
      providers: options.providers.map((provider) => this.#keep(provider, known)),
      detectable: options.detectable.map((provider) => this.#keep(provider, known)),
    };
    const { providers, detectable } = this.#options;
    const found = detectable.filter((provider) => this.#providers.includes(provider));
    this.#providers = [...providers, ...found];
    this.#router = this.#route(this.#providers);
    this.upstreams.retain([...providers, ...detectable]);
    for (const change of describeChanges(before, this.#options)) this.#logger.log(change);
    // Those that were looked for already are looked for again in their time.
    if (detectable.some((provider) => !before.detectable.includes(provider))) void this.#detect();
    this.#detectRegularly();
  }

  /** The one that is known already where nothing has changed, so that what is remembered of it stays. */
  #keep(provider: Provider, known: readonly Provider[]): Provider {
    const former = known.find(({ name }) => name === provider.name);
    if (!former) return provider;
    if (isSameProvider(former, provider)) return former;
    if (isSameUpstream(former, provider)) this.catalog.inherit(former, provider);
    return provider;
  }

  #detectRegularly(): void {
    clearInterval(this.#detection);
    if (this.#options.detectable.length === 0) return;
    this.#detection = setInterval(() => void this.#detect(), DETECTION_PERIOD_MS);
    this.#detection.unref();
  }

  async #detect(): Promise<void> {
    const missing = this.#options.detectable.filter(
      (candidate) => !this.#providers.some(({ name }) => name === candidate.name),
    );
    const answers = await Promise.all(
      missing.map((provider) => this.catalog.refresh(provider, DETECTION_DEADLINE_MS)),
    );
    // The configuration may have been replaced, or another look have found them.
    const found = missing.filter(
      (provider, index) =>
        answers[index] &&
        this.#options.detectable.includes(provider) &&
        !this.#providers.includes(provider),
    );
    if (found.length === 0) return;
    this.#providers = [...this.#providers, ...found];
    this.#router = this.#route(this.#providers);
    for (const { name, baseUrl } of found)
      this.#logger.log(`Found provider '${name}' at ${baseUrl}`);
  }

  #route(providers: readonly Provider[]): ModelRouter {
    const names = new Set(providers.map(({ name }) => name));
    const table = {
      ...this.#options,
      providers,
      unconfigured: this.#options.unconfigured.filter(({ name }) => !names.has(name)),
    };
    return new ModelRouter(table, (model) =>
      providers.find((provider) => this.catalog.lists(provider, model)),
    );
  }
}
