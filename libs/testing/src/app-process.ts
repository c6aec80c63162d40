import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
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

  /** A start that is to fail: its exit code, and what it said on standard error. */
  static async startInVain(
    app: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<[code: number | null, complaint: string]> {
    const child = spawnApp(app, environment, 'pipe', HERE);
    const [complaint, [code]] = await Promise.all([text(child.stderr!), once(child, 'close')]);
    return [code as number | null, complaint];
  }

  /** Ends it as a crash would: it can do nothing about it. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Its exit code, or the signal that ended it. */
  async end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill(signal);
      await exited;
    }
    return this.child.signalCode ?? this.child.exitCode;
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
