import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Probe, type ProbeSource, type ReadinessProbe } from 'llm-gateway/contracts';
import { createGuardedAgents } from '../egress/guarded-agents.js';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../tools.module-definition.js';
import { probeHttpService } from './probe-http-service.js';

/**
 * The services of the built-in tools. One that nobody runs is down, and the gateway degraded, also where
 * nobody asked for it, as after `npm start` on a laptop: its tools are offered to every model, and a
 * call of them fails. To show a service only once it was seen would hide an outage from each replica
 * that starts during it.
 *
 * Each check goes around the circuit breaker: it is to find out by itself that a service is back.
 */
@Injectable()
@Probe({ name: 'tool services' })
export class ToolServicesProbe implements ProbeSource, OnApplicationShutdown {
  readonly #agents;
  readonly #probes: readonly ReadinessProbe[];

  constructor(@Inject(TOOLS_OPTIONS) options: ToolsModuleOptions) {
    const allowed = new Set(options.allowedHosts);
    const isAllowed = (host: string) => allowed.has(host);
    const agents = createGuardedAgents(isAllowed);
    this.#agents = agents;
    const probe = (name: string, baseUrl: string): ReadinessProbe => ({
      name,
      required: false,
      check: (signal) => probeHttpService(baseUrl, { agents, isAllowed }, signal),
    });
    this.#probes = [
      probe('semantic_search', options.semanticSearchUrl),
      probe('ai_agents', options.aiAgentsUrl),
    ];
  }

  probes(): readonly ReadinessProbe[] {
    return this.#probes;
  }

  onApplicationShutdown(): void {
    this.#agents.close();
  }
}
