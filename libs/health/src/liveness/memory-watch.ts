import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { MemoryHealthIndicator } from '@nestjs/terminus';
import { HEALTH_OPTIONS, type HealthModuleOptions } from '../health.module-definition.js';
import { containerMemory } from './container-memory.js';

const PERIOD_MS = 1_000;
/** Beyond it the kernel is about to kill the process; a restart by the kubelet is the gentler end. */
const SHARE_OF_CONTAINER = 0.95;

/** Looks once a second whether the process takes more memory than it may. */
@Injectable()
export class MemoryWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Of resident memory, in bytes; undefined where none is known, and then nothing is checked. */
  readonly limitBytes: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isExceeded = false;

  constructor(
    @Inject(HEALTH_OPTIONS) { memoryLimitBytes }: HealthModuleOptions,
    private readonly indicator: MemoryHealthIndicator,
  ) {
    const container = containerMemory();
    this.limitBytes = memoryLimitBytes ?? (container && container * SHARE_OF_CONTAINER);
  }

  get isExceeded(): boolean {
    return this.#isExceeded;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { limitBytes } = this;
    if (limitBytes === undefined) return;
    await this.#look(limitBytes);
    this.#timer = setInterval(() => void this.#look(limitBytes), PERIOD_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #look(limitBytes: number): Promise<void> {
    const { memory } = await this.indicator.checkRSS('memory', limitBytes);
    this.#isExceeded = memory.status === 'down';
  }
}
