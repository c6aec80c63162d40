import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import {
  Probe,
  discoverByName,
  type ProbeSource,
  type ReadinessProbe,
} from 'llm-gateway/contracts';

/** The probes that any module of the application provides. */
@Injectable()
export class ProbeSources {
  readonly #logger = new Logger('Health');
  readonly #sources = new Map<string, ProbeSource>();
  readonly #complaints = new Set<string>();
  #latest: readonly ReadinessProbe[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  /** Called once, when every module's providers exist. Throws when two sources or probes share a name. */
  discover(): void {
    for (const { options, instance } of discoverByName(this.discovery, Probe, 'probe source'))
      this.#sources.set(options.name, instance as ProbeSource);
    this.#collect((complaint) => {
      throw new Error(complaint);
    });
  }

  get isEmpty(): boolean {
    return this.#sources.size === 0;
  }

  /**
   * Those that there are now. A second one of a name is left out; when a source fails, all stay as they
   * were. Either is logged once.
   */
  probes(): readonly ReadinessProbe[] {
    try {
      this.#latest = this.#collect((complaint) =>
        this.#complainOnce(`${complaint} The second is left out.`),
      );
    } catch (error) {
      this.#complainOnce(`The probes cannot be listed: ${(error as Error).message}`);
    }
    return this.#latest;
  }

  #complainOnce(complaint: string): void {
    if (this.#complaints.has(complaint)) return;
    this.#complaints.add(complaint);
    this.#logger.error(complaint);
  }

  #collect(complain: (complaint: string) => void): readonly ReadinessProbe[] {
    const owners = new Map<string, string>();
    const collected: ReadinessProbe[] = [];
    for (const [name, source] of this.#sources)
      for (const probe of source.probes()) {
        const owner = owners.get(probe.name);
        if (owner !== undefined) {
          complain(`Two probes are named '${probe.name}': of ${owner} and of ${name}.`);
          continue;
        }
        owners.set(probe.name, name);
        collected.push(probe);
      }
    return collected;
  }
}
