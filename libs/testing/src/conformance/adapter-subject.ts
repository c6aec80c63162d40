import type { ModelFacts, ProviderAdapter } from 'llm-gateway/contracts';
import type { UpstreamClient } from 'llm-gateway/provider';
import type { FakeVendor } from '../fake-upstreams/fake-vendor.js';
import type { AdapterAbility } from './adapter-ability.js';

/** An adapter with one model of one vendor, as the conformance suite sees it. */
export interface AdapterSubject {
  /** For test titles, and the name of the provider: lower-case letters, digits, `-`. */
  readonly name: string;
  create(upstream: UpstreamClient): ProviderAdapter;
  /** The vendor's server; absent for an adapter without a network. */
  readonly vendor?: FakeVendor;
  /** Between the fake server's address and the adapter's own paths: `/v1`. */
  readonly basePath?: string;
  readonly model: string;
  readonly facts?: ModelFacts;
  readonly quirks?: Readonly<Record<string, unknown>>;
  readonly abilities: readonly AdapterAbility[];
}

export function abilitiesOf({ abilities, vendor }: AdapterSubject): ReadonlySet<AdapterAbility> {
  return new Set<AdapterAbility>([...abilities, ...(vendor ? (['http'] as const) : [])]);
}
