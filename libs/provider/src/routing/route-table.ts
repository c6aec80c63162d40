import type { Provider } from 'llm-gateway/contracts';

/** Bare model names that match go to this provider. */
export interface ModelRoute {
  /** `*` stands for any characters. */
  readonly match: string;
  readonly provider: string;
  /** Model name sent upstream; the client's own when absent. */
  readonly model?: string;
}

/** A vendor that the gateway knows and that has no key or address here. */
export interface UnconfiguredProvider {
  readonly name: string;
  /** What an operator must do: `Set ANTHROPIC_API_KEY`. */
  readonly remedy: string;
}

/** Everything that routing decides by; built once at boot. */
export interface RouteTable {
  readonly providers: readonly Provider[];
  readonly unconfigured: readonly UnconfiguredProvider[];
  /** Model names of this gateway's own, each standing for a `provider/model`. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Tried in order. */
  readonly routes: readonly ModelRoute[];
}
