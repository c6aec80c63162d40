import { Probe, type ProbeSource, type ReadinessProbe } from 'llm-gateway/contracts';
import { PrimaryLink } from './primary-link.js';

/**
 * Whether all workers serve, for `GET /health/ready`, whichever of them answers it. With fewer the pod
 * is degraded and goes on: no connection is dealt to one that starts or is stuck.
 */
@Probe({ name: 'workers' })
export class WorkersProbe implements ProbeSource {
  readonly #probes: readonly ReadinessProbe[];

  constructor(link: PrimaryLink) {
    const check = async () => {
      const { running = 0, wanted } = link.pod ?? {};
      if (running !== wanted)
        throw new Error(`${running} of ${wanted ?? 'several'} workers serve.`);
    };
    this.#probes = [{ name: 'workers', required: false, check }];
  }

  probes(): readonly ReadinessProbe[] {
    return this.#probes;
  }
}
