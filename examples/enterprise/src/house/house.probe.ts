import { Injectable } from '@nestjs/common';
import { Probe, type ProbeSource, type ReadinessProbe } from 'llm-gateway/contracts';
import { ProviderDirectory } from 'llm-gateway/provider';
import { HOUSE } from './house.vendor.js';

/** The house's own server tells for nothing how it is. Vendors of models are never asked. */
@Injectable()
@Probe({ name: 'house' })
export class HouseProbe implements ProbeSource {
  constructor(private readonly directory: ProviderDirectory) {}

  /** None where the server is not configured. */
  probes(): readonly ReadinessProbe[] {
    const house = this.directory.providers.find(({ name }) => name === HOUSE.name);
    if (!house) return [];
    return [{ name: 'house', required: false, check: (signal) => ask(house.baseUrl, signal) }];
  }
}

async function ask(baseUrl: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${baseUrl}/status`, { signal });
  // Read to its end, so that the connection serves the next check as well.
  await response.arrayBuffer();
  const { ok, status } = response;
  if (!ok) throw new Error(`The house's server answered ${status}`);
}
