import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { listeningPort } from './listening-port.js';

/** A built app of this repository in a process of its own, which a test may kill. */
export class AppProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Without a trailing slash. */
    readonly url: string,
  ) {}

  /**
   * Resolves when it prints its address. It sees these variables and no others.
   *
   * @param app its folder in `apps/`; jest runs at the root of the repository
   */
  static async start(
    app: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<AppProcess> {
    const child = spawn(process.execPath, [`dist/apps/${app}/src/main.js`], {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new AppProcess(child, `http://127.0.0.1:${await listeningPort(child)}`);
  }

  /** Ends it as a crash would: it can do nothing about it. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
