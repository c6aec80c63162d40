import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../eventually.js';
import { freePort } from './free-port.js';

const run = promisify(execFile);

export interface RedisServerOptions {
  /** Keep what was written over a restart, with every write on disk before its answer. */
  readonly appendOnly?: boolean;
  /** A configuration file, which a sentinel must have. */
  readonly configuration?: string;
  /** More of redis-server's own options: `['--maxmemory', '50mb']`. */
  readonly parameters?: readonly string[];
}

/** A real redis-server on a free port of loopback, with a folder of its own. */
export class RedisServer {
  #process?: ChildProcess;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly options: RedisServerOptions,
  ) {}

  static async start(options: RedisServerOptions = {}): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'llm-gateway-redis-'));
    const server = new RedisServer(await freePort(), folder, options);
    await server.launch();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it again after `halt`, on the same port and folder. Resolves when it answers. */
  async launch(): Promise<void> {
    const { appendOnly = false, configuration, parameters = [] } = this.options;
    this.#process = spawn(
      'redis-server',
      [
        ...(configuration === undefined ? [] : [configuration]),
        '--port',
        `${this.port}`,
        '--bind',
        '127.0.0.1',
        '--dir',
        this.folder,
        '--save',
        '',
        ...(appendOnly ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []),
        ...parameters,
      ],
      { stdio: 'ignore' },
    );
    await once(this.#process, 'spawn');
    await this.until(async () => (await this.command('PING')) === 'PONG');
  }

  /** Ends the process, as `kill -9` does unless told otherwise. The folder stays. */
  async halt(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    await exited;
  }

  /** Holds the process still: connections stay open, and nothing answers. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  async restart(): Promise<void> {
    await this.halt();
    await this.launch();
  }

  /** Ends it and removes its folder. */
  async stop(): Promise<void> {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What redis-cli prints for this command. */
  async command(...words: readonly string[]): Promise<string> {
    const { stdout } = await run('redis-cli', ['-p', `${this.port}`, ...words]);
    return stdout.trim();
  }

  /** Asks until it is so: a sentinel that was stalled waits for 30 s before it acts again. */
  async until(isSo: () => Promise<boolean>): Promise<void> {
    const isSoNow = () => isSo().catch(() => false);
    await eventually(isSoNow, `redis-server on port ${this.port} is as it should be`, 45_000);
  }
}
