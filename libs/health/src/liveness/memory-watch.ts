import {
  Inject,
  Injectable,
  Optional,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { WorkerPeers } from 'llm-gateway/contracts';
import { HEALTH_OPTIONS, type HealthModuleOptions } from '../health.module-definition.js';
import { containerMemory } from './container-memory.js';

const PERIOD_MS = 1_000;
/** Beyond it the kernel is about to kill a process; a restart by the kubelet is the gentler end. */
const SHARE_OF_CONTAINER = 0.95;

/**
 * Looks once a second whether more memory is taken than may be: by all workers together where there
 * are several, since the limit is the container's.
 */
@Injectable()
export class MemoryWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Of resident memory, in bytes; undefined where none is known, and then nothing is checked. */
  readonly limitBytes: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isExceeded = false;

  constructor(
    @Inject(HEALTH_OPTIONS) { memoryLimitBytes }: HealthModuleOptions,
    @Optional() private readonly peers?: WorkerPeers,
  ) {
    const container = containerMemory();
    this.limitBytes = memoryLimitBytes ?? (container && container * SHARE_OF_CONTAINER);
  }

  get isExceeded(): boolean {
    return this.#isExceeded;
  }

  onApplicationBootstrap(): void {
    const { limitBytes } = this;
    if (limitBytes === undefined) return;
    this.#look(limitBytes);
    this.#timer = setInterval(() => this.#look(limitBytes), PERIOD_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  #look(limitBytes: number): void {
    this.#isExceeded = (this.peers?.residentBytes ?? process.memoryUsage.rss()) > limitBytes;
  }
}
