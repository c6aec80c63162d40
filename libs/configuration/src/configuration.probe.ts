import { Injectable } from '@nestjs/common';
import { Probe, type ProbeSource, type ReadinessProbe } from 'llm-gateway/contracts';
import { ConfigurationFiles } from './configuration-files.js';

/** Fails while a file on disk is refused: this replica serves, but not what an operator wrote last. */
@Injectable()
@Probe({ name: 'configuration' })
export class ConfigurationProbe implements ProbeSource {
  readonly #probe: ReadinessProbe = {
    name: 'configuration',
    required: false,
    check: async () => {
      const refused = this.files.states.find(({ state }) => state === 'refused');
      if (refused) throw new Error(refused.fault);
    },
  };

  constructor(private readonly files: ConfigurationFiles) {}

  probes(): readonly ReadinessProbe[] {
    return [this.#probe];
  }
}
