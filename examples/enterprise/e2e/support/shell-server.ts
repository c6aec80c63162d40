import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { listeningPort } from 'llm-gateway/testing';
import { ROOT } from './readme.js';

/** A shell command that serves until it is stopped. */
export class ShellServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Resolves when it has printed its address. */
  static async start(command: string): Promise<ShellServer> {
    // A group of its own: the shell's children are to end with it.
    const child = spawn('sh', ['-c', command], {
      cwd: ROOT,
      detached: true,
      env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new ShellServer(child, await listeningPort(child));
  }

  async stop(): Promise<void> {
    const { pid, exitCode } = this.child;
    if (pid === undefined || exitCode !== null) return;
    const exited = once(this.child, 'exit');
    process.kill(-pid);
    await exited;
  }
}
