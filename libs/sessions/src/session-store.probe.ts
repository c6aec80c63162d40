import { Injectable } from '@nestjs/common';
import { Probe, type ProbeSource, type ReadinessProbe } from 'llm-gateway/contracts';
import { OpenStores } from './stores/open-stores.js';

/** The store that is configured: without it half of the API fails, so a replica needs it. */
@Injectable()
@Probe({ name: 'sessions' })
export class SessionStoreProbe implements ProbeSource {
  constructor(private readonly stores: OpenStores) {}

  probes(): readonly ReadinessProbe[] {
    return [this.stores.probe];
  }
}
