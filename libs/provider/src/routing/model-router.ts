import { GatewayError, type Provider, type UpstreamModel } from 'llm-gateway/contracts';
import { findModelFacts } from './find-model-facts.js';
import { compilePattern } from './match-pattern.js';
import type { RouteTable } from './route-table.js';
import { unknownModel } from './unknown-model.js';

export interface RoutedModel {
  readonly provider: Provider;
  readonly model: UpstreamModel;
}

/** Names are the client's, so what is remembered of them is bounded. */
const MAXIMUM_REMEMBERED = 1_000;

/**
 * Finds the provider for a model name: the gateway's own aliases, then `provider/model`, then the
 * routes by pattern, then what the providers list. A route to a provider that is not configured only
 * counts when nothing else serves the model.
 */
export class ModelRouter {
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #providers: ReadonlyMap<string, Provider>;
  readonly #remedies: ReadonlyMap<string, string>;
  readonly #routes: readonly { pattern: RegExp; provider: string; model?: string }[];
  readonly #remembered = new Map<string, RoutedModel>();

  /** @param findListed the provider whose own list has this bare model name */
  constructor(
    table: RouteTable,
    private readonly findListed: (model: string) => Provider | undefined = () => undefined,
  ) {
    this.#aliases = new Map(Object.entries(table.aliases));
    this.#providers = new Map(table.providers.map((provider) => [provider.name, provider]));
    this.#remedies = new Map(table.unconfigured.map(({ name, remedy }) => [name, remedy]));
    this.#routes = table.routes.map((route) => ({
      ...route,
      pattern: compilePattern(route.match),
    }));
  }

  /** Throws `model_not_found`, or `provider_not_configured` with what to set. */
  resolve(requested: string): RoutedModel {
    const remembered = this.#remembered.get(requested);
    if (remembered) return remembered;
    const name = this.#aliases.get(requested) ?? requested;
    const routed = this.#resolveQualified(name, requested) ?? this.#resolveBare(name, requested);
    if (!routed) throw unknownModel(requested);
    if (this.#remembered.size >= MAXIMUM_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(requested, routed);
    return routed;
  }

  #resolveQualified(name: string, requested: string): RoutedModel | undefined {
    const slash = name.indexOf('/');
    if (slash <= 0 || slash === name.length - 1) return undefined;
    const providerName = name.slice(0, slash);
    const provider = this.#providers.get(providerName);
    if (provider) return toRouted(provider, name.slice(slash + 1), requested);
    this.#refuseUnconfigured(providerName, requested);
    return undefined;
  }

  #resolveBare(name: string, requested: string): RoutedModel | undefined {
    const matching = this.#routes.filter(({ pattern }) => pattern.test(name));
    for (const { provider: providerName, model = name } of matching) {
      const provider = this.#providers.get(providerName);
      if (provider) return toRouted(provider, model, requested);
    }
    const listed = this.findListed(name);
    if (listed) return toRouted(listed, name, requested);
    for (const { provider } of matching) this.#refuseUnconfigured(provider, requested);
    return undefined;
  }

  #refuseUnconfigured(providerName: string, requested: string): void {
    const remedy = this.#remedies.get(providerName);
    if (remedy === undefined) return;
    throw new GatewayError(
      'provider_not_configured',
      `Model '${requested}' belongs to provider '${providerName}', which is not configured here. ${remedy}.`,
      { param: 'model' },
    );
  }
}

function toRouted(provider: Provider, name: string, requested: string): RoutedModel {
  return { provider, model: { requested, name, facts: findModelFacts(provider, name) } };
}
