import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LoadOrder, LoadPlan } from './load-plan.js';
import type { LoadReport } from './load-report.js';

/** Steady load out of a process of its own, so that nothing here delays what it measures. */
export class LoadProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when it has its sessions and begins. */
  static async start(plan: LoadPlan): Promise<LoadProcess> {
    const child = fork('dist/apps/gateway/e2e/load/run-load.js', [JSON.stringify(plan)], {
      execArgv: [],
    });
    const load = new LoadProcess(child);
    await load.#message();
    return load;
  }

  /** Counts what ends from now on under this name, which has no blanks. */
  enter(phase: string): void {
    this.#order({ type: 'phase', name: phase });
  }

  /** Resolves when all that was asked has come to its end. */
  async stop(): Promise<LoadReport> {
    const report = this.#message();
    this.#order({ type: 'stop' });
    return (await report) as LoadReport;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  #order(order: LoadOrder): void {
    this.child.send(order);
  }

  async #message(): Promise<unknown> {
    const gone = new AbortController();
    const onExit = () => gone.abort(new Error('The load process ended by itself.'));
    this.child.once('exit', onExit);
    try {
      const [message] = await once(this.child, 'message', { signal: gone.signal });
      return message;
    } finally {
      this.child.off('exit', onExit);
    }
  }
}
