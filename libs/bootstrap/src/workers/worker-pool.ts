import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { DrainOptions, Drainable } from 'llm-gateway/signals';
import { logLine } from './log-line.js';
import { RestartPause } from './restart-pause.js';
import { HEARTBEAT_MS, unwrap, wrap, type ToPrimary, type ToWorker } from './worker-messages.js';

/** Heartbeats that a worker may miss until it is not counted among those that serve. */
const MISSED_SILENT = 3;
/** And until it counts as stuck, and is ended; one that starts has more to do. */
const MISSED_SERVING = 10;
const MISSED_STARTING = 60;

interface WorkerState {
  readonly worker: Worker;
  readonly bornAt: number;
  isServing: boolean;
  /** Heartbeats missed since the last one that came. */
  missed: number;
  /** With the last one that came. */
  residentBytes: number;
}

/**
 * Forks so many workers and keeps them running. The first one starts alone: when it fails, this
 * process ends with the same exit code, and the reason is told once.
 */
export async function startWorkers(wanted: number): Promise<Drainable> {
  // Each connection goes to the next worker. Left to the kernel, most go to the few workers that it
  // wakes first; and a proxy's connection stays where it is for as long as it lives.
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const first = cluster.fork();
  const pool = new WorkerPool(wanted, first);
  first.once('exit', endWith);
  await once(first, 'listening');
  first.off('exit', endWith);
  pool.fill();
  return pool;
}

function endWith(code: number | null): never {
  process.exit(code ?? 1);
}

/** The primary process' view of its workers. */
class WorkerPool implements Drainable {
  readonly #workers = new Map<number, WorkerState>();
  readonly #pause = new RestartPause();
  readonly #replacements = new Set<NodeJS.Timeout>();
  #drained: PromiseWithResolvers<void> | undefined;
  #isFull = false;

  constructor(
    private readonly wanted: number,
    first: Worker,
  ) {
    this.#adopt(first);
    cluster.on('message', (worker, received) => {
      const message = unwrap<ToPrimary>(received);
      if (message) this.#receive(worker, message);
    });
    cluster.on('listening', ({ id }) => {
      const state = this.#workers.get(id);
      if (state) state.isServing = true;
      this.#tellPod();
    });
    cluster.on('exit', (worker, code, signal) => this.#bury(worker, signal ?? code));
    setInterval(() => this.#check(), HEARTBEAT_MS).unref();
    // Whatever ends this process, nobody else would end a worker that is stuck.
    process.once('exit', () => {
      for (const { worker } of this.#workers.values()) worker.process.kill('SIGKILL');
    });
  }

  fill(): void {
    this.#isFull = true;
    for (let count = this.#workers.size; count < this.wanted; count += 1) this.#fork();
  }

  drain(options: DrainOptions): Promise<void> {
    this.#drained ??= Promise.withResolvers();
    for (const timer of this.#replacements) clearTimeout(timer);
    this.#tellAll({ type: 'drain', options });
    if (this.#workers.size === 0) this.#drained.resolve();
    return this.#drained.promise;
  }

  #fork(): void {
    if (!this.#drained) this.#adopt(cluster.fork());
  }

  #adopt(worker: Worker): void {
    const bornAt = performance.now();
    // A message that cannot be delivered any more; its end is seen by itself.
    worker.on('error', () => {});
    this.#workers.set(worker.id, { worker, bornAt, isServing: false, missed: 0, residentBytes: 0 });
  }

  #bury(worker: Worker, end: string | number): void {
    const state = this.#workers.get(worker.id);
    this.#workers.delete(worker.id);
    this.#tellPod();
    if (this.#drained) {
      if (this.#workers.size === 0) this.#drained.resolve();
      return;
    }
    if (!this.#isFull || !state) return;
    const pauseMs = this.#pause.next(performance.now() - state.bornAt);
    logLine('error', `Worker ${worker.id} ended`, { end, replaced_after_ms: pauseMs });
    const timer = setTimeout(() => {
      this.#replacements.delete(timer);
      this.#fork();
    }, pauseMs);
    this.#replacements.add(timer);
  }

  /** Counts in ticks of this process: while it stands still itself, no worker is blamed for it. */
  #check(): void {
    for (const state of this.#workers.values()) {
      state.missed += 1;
      if (state.missed <= (state.isServing ? MISSED_SERVING : MISSED_STARTING)) continue;
      logLine('error', `Worker ${state.worker.id} is stuck`, { pid: state.worker.process.pid });
      state.worker.process.kill('SIGKILL');
    }
    this.#tellPod();
  }

  #receive(asker: Worker, message: ToPrimary): void {
    switch (message.type) {
      case 'alive': {
        const state = this.#workers.get(asker.id);
        if (!state) return;
        state.missed = 0;
        state.residentBytes = message.residentBytes;
        return;
      }
      case 'ask': {
        const { id, question } = message;
        const count = this.#tellAll({ type: 'question', id, asker: asker.id, question });
        return tell(asker, { type: 'asked', id, count });
      }
      case 'answer': {
        const state = this.#workers.get(message.asker);
        if (state) tell(state.worker, { type: 'answer', id: message.id, answer: message.answer });
      }
    }
  }

  #tellPod(): void {
    // One that has drained before the others is no news.
    if (this.#drained) return;
    let running = 0;
    let residentBytes = process.memoryUsage.rss();
    for (const worker of this.#workers.values()) {
      if (worker.isServing && worker.missed <= MISSED_SILENT) running += 1;
      residentBytes += worker.residentBytes;
    }
    this.#tellAll({ type: 'pod', pod: { wanted: this.wanted, running, residentBytes } });
  }

  /** How many were told. */
  #tellAll(message: ToWorker): number {
    for (const { worker } of this.#workers.values()) tell(worker, message);
    return this.#workers.size;
  }
}

function tell(worker: Worker, message: ToWorker): void {
  // One that ends just now needs no message.
  if (worker.isConnected()) worker.process.send(wrap(message), undefined, undefined, () => {});
}
