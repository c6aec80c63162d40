import { Injectable } from '@nestjs/common';
import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { ConfigurationFiles } from './configuration-files.js';

/** Which configuration is in effect, and what of it waits to be mended. */
@Injectable()
@HealthSection({ name: 'configuration' })
export class ConfigurationSection implements HealthReporter {
  constructor(private readonly files: ConfigurationFiles) {}

  report(): object {
    const { hash, states } = this.files;
    const times = states.flatMap(({ loadedAt }) => (loadedAt ? [loadedAt.getTime()] : []));
    return {
      hash,
      loaded_at: times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
      files: states.map(({ path, state, loadedAt, fault }) => ({
        path,
        state,
        loaded_at: loadedAt?.toISOString() ?? null,
        fault: fault ?? null,
      })),
    };
  }
}
