import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppProcess } from 'llm-gateway/testing';
import { startGatewayProcess } from '../support/start-gateway-process.js';

/** How a pod's end looked from outside. */
export interface PodEnd {
  /** Its exit code, or the signal that ended it. */
  readonly exit: number | NodeJS.Signals | null;
  /** From SIGTERM until it was gone, in milliseconds. */
  readonly tookMs: number;
}

/** One replica. */
export class Pod {
  /** Whether its readiness probe says so. */
  isReady = false;
  /** Set with the deletion: it leaves the endpoints, whatever its probe says. */
  isTerminating = false;
  /** Deleted, and its process has ended. */
  isGone = false;

  /** What its probe was answered: `200 ready`, `503 not_ready`, `no answer`. */
  readonly readinessSeen = new Set<string>();

  private constructor(private readonly gateway: AppProcess) {}

  /**
   * @param apart starts with what others leave of the processor, as a pod does that has none of theirs;
   *   to take that back needs root
   */
  static async start(environment: Readonly<Record<string, string>>, apart: boolean): Promise<Pod> {
    const last = { command: ['nice', '-n', '19'], address: '127.0.0.1' };
    return new Pod(await startGatewayProcess(environment, apart ? last : undefined));
  }

  get url(): string {
    return this.gateway.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Ends the time in which it comes after all others. */
  joinOthers(): void {
    const { pid } = this.gateway;
    for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), 0);
  }

  /** SIGTERM, and SIGKILL when it does not end in time. */
  async terminate(gracePeriodMs: number): Promise<PodEnd> {
    this.isTerminating = true;
    const startedAt = performance.now();
    const ending = this.gateway.end('SIGTERM');
    const exit = await Promise.race([ending, sleep(gracePeriodMs, undefined, { ref: false })]);
    if (exit === undefined) await this.gateway.kill();
    this.isGone = true;
    return { exit: exit ?? 'SIGKILL', tookMs: performance.now() - startedAt };
  }

  /** As `kill -9`: only its probe tells. */
  crash(): Promise<void> {
    return this.gateway.kill();
  }
}
