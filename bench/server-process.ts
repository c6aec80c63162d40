import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { listeningPort } from 'llm-gateway/testing';

/** The flags that `npm start` uses; a plain script, since it runs before anything is built. */
const flagsFile = new URL('../../scripts/node-flags.mjs', import.meta.url).href;
const { nodeFlags } = (await import(flagsFile)) as { nodeFlags: readonly string[] };

const SERVER_CORE = '0';

/** A server under test in a process of its own, on a core of its own. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** From the spawn until the server could answer, in milliseconds. */
    readonly startMs: number,
  ) {}

  static async start(
    parameters: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    const startedAt = performance.now();
    const [command, ...rest] = pinned([process.execPath, ...nodeFlags, ...parameters]);
    const child = spawn(command as string, rest, {
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await listeningPort(child);
    return new ServerProcess(child, port, performance.now() - startedAt);
  }

  /** Resident memory, in megabytes. */
  get residentMegabytes(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await exited;
  }
}

/** Keeps the server off the core that makes the load; everything runs unpinned without `taskset`. */
function pinned(command: readonly string[]): readonly string[] {
  const hasTaskset = spawnSync('taskset', ['--version']).status === 0;
  return hasTaskset ? ['taskset', '--cpu-list', SERVER_CORE, ...command] : command;
}
