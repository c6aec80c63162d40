import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Adapter, ProviderAdapter, discoverByName } from 'llm-gateway/contracts';

/** The adapters that any module of the application provides, by the name of their wire format. */
@Injectable()
export class AdapterRegistry {
  readonly #adapters = new Map<string, ProviderAdapter>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Called once, when every module's providers exist. Throws when two share a name. */
  discover(): void {
    for (const { options, instance } of discoverByName(this.discovery, Adapter, 'adapter'))
      this.#adapters.set(options.name, instance as ProviderAdapter);
  }

  get names(): readonly string[] {
    return [...this.#adapters.keys()];
  }

  /** Throws an `Error` for the operator when there is no such adapter. */
  get(name: string): ProviderAdapter {
    const adapter = this.#adapters.get(name);
    if (adapter) return adapter;
    throw new Error(`There is no adapter '${name}'. Known are: ${this.names.join(', ')}.`);
  }
}
