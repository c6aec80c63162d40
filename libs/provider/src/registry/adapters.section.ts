import { Injectable } from '@nestjs/common';
import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { AdapterRegistry } from './adapter-registry.js';
import { ProviderDirectory } from './provider-directory.js';

/** Each adapter with the providers that are called through it now. */
@Injectable()
@HealthSection({ name: 'adapters' })
export class AdaptersSection implements HealthReporter {
  constructor(
    private readonly adapters: AdapterRegistry,
    private readonly directory: ProviderDirectory,
  ) {}

  report(): unknown {
    const { providers } = this.directory;
    const named = (adapter: string) =>
      providers.filter((provider) => provider.adapter === adapter).map(({ name }) => name);
    return Object.fromEntries(this.adapters.names.map((adapter) => [adapter, named(adapter)]));
  }
}
