import type { DiscoveryService } from '@nestjs/core';
import type { DiscoverableDecorator } from '@nestjs/core/discovery/discovery-service.js';

export interface Discovered<Options> {
  readonly options: Options;
  readonly instance: object;
}

/**
 * All providers that carry a discovery decorator, in the order of their modules. Throws when two
 * share a name, naming both modules.
 */
export function discoverByName<Options extends { readonly name: string }>(
  discovery: DiscoveryService,
  decorator: DiscoverableDecorator<Options>,
  kind: string,
): Discovered<Options>[] {
  const modules = new Map<string, string>();
  const found: Discovered<Options>[] = [];
  for (const wrapper of discovery.getProviders({ metadataKey: decorator.KEY })) {
    const options = discovery.getMetadataByDecorator(decorator, wrapper) as Options;
    const module = wrapper.host?.name ?? 'an unnamed module';
    const other = modules.get(options.name);
    if (other !== undefined)
      throw new Error(`Two ${kind}s are named '${options.name}': in ${other} and in ${module}.`);
    modules.set(options.name, module);
    found.push({ options, instance: wrapper.instance as object });
  }
  return found;
}
