import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { listeningPort } from './listening-port.js';

const HERE: Surroundings = { command: [], address: '127.0.0.1' };

/** Where a process runs: a network of its own, perhaps. */
export interface Surroundings {
  /** Before its command line. */
  readonly command: readonly string[];
  /** At which it is reached; it listens on all. */
  readonly address: string;
}

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
    surroundings: Surroundings = HERE,
  ): Promise<AppProcess> {
    const child = spawnApp(app, environment, 'inherit', surroundings);
    try {
      return new AppProcess(child, `http://${surroundings.address}:${await listeningPort(child)}`);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** A start that is to end by itself: its exit code, and what it said on standard error. */
  static async startInVain(
    app: string,
    environment: Readonly<Record<string, string>>,
    surroundings: Surroundings = HERE,
  ): Promise<[code: number | null, complaint: string]> {
    const child = spawnApp(app, environment, 'pipe', surroundings);
    const [complaint, [code]] = await Promise.all([text(child.stderr!), once(child, 'close')]);
    return [code as number | null, complaint];
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Ends it as a crash would: it can do nothing about it. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Its exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    this.signal(signal);
    return this.ended();
  }

  /** Sends it a signal, and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits for its end, however that comes: its exit code, or the signal that ended it. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    if (!this.hasEnded) await once(this.child, 'exit');
    return this.child.signalCode ?? this.child.exitCode;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Numbers of the processes that it has started and that still run. Linux only. */
  children(): number[] {
    const { pid } = this.child;
    if (this.hasEnded) return [];
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .filter((child) => child !== '')
      .map(Number);
  }
}

function spawnApp(
  app: string,
  environment: Readonly<Record<string, string>>,
  stderr: 'inherit' | 'pipe',
  { command }: Surroundings,
): ChildProcess {
  const [program = process.execPath, ...parameters] = [
    ...command,
    process.execPath,
    `dist/apps/${app}/src/main.js`,
  ];
  return spawn(program, parameters, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', stderr],
  });
}
