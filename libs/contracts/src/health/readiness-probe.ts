import { DiscoveryService } from '@nestjs/core';

/** A look at one thing outside the process that requests depend on. Never at an LLM vendor. */
export interface ReadinessProbe {
  /** As `checks` of `GET /health/ready` and `LLM_GATEWAY_READY_REQUIRES` name it: `redis`. */
  readonly name: string;
  /** Whether a replica without it gets no traffic, unless the configuration says otherwise. */
  readonly required: boolean;
  /**
   * Rejects with the reason, in words and without secrets, when the thing is away. Called every few
   * seconds in the background, never twice at once; the signal is aborted when its time is over.
   */
  check(signal: AbortSignal): Promise<void>;
}

/** A class marked `@Probe()`: the probes of one module, which may come and go. */
export interface ProbeSource {
  /** Called before each round. A probe of the same name is the same one. */
  probes(): readonly ReadinessProbe[];
}

/** Marks a `ProbeSource`. The health module finds it wherever it is provided. */
export const Probe = DiscoveryService.createDecorator<{ readonly name: string }>();
