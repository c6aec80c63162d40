import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedisServer } from './redis-server.js';

const NAME = 'sessions';
/** A master that does not answer for so long is given up, in milliseconds. */
const DOWN_AFTER_MS = 500;

/** A real master with a replica, and a sentinel that watches them, on loopback. */
export class RedisSentinel {
  private constructor(
    readonly master: RedisServer,
    readonly replica: RedisServer,
    private readonly sentinel: RedisServer,
    private readonly folder: string,
  ) {}

  static async start(): Promise<RedisSentinel> {
    const master = await RedisServer.start();
    const replica = await RedisServer.start({
      parameters: ['--replicaof', '127.0.0.1', `${master.port}`],
    });
    await replica.until(async () =>
      (await replica.command('INFO', 'replication')).includes('master_link_status:up'),
    );
    const folder = await mkdtemp(join(tmpdir(), 'llm-gateway-sentinel-'));
    const sentinel = await RedisServer.start({
      configuration: await writeConfiguration(folder, master),
      parameters: ['--sentinel'],
    });
    await sentinel.until(async () =>
      (await sentinel.command('SENTINEL', 'replicas', NAME)).includes(`${replica.port}`),
    );
    return new RedisSentinel(master, replica, sentinel, folder);
  }

  get url(): string {
    return `redis+sentinel://127.0.0.1:${this.sentinel.port}/${NAME}`;
  }

  /** Kills the master; resolves when the replica has taken its place. */
  async failOver(): Promise<void> {
    await this.master.halt();
    await this.replica.until(async () => (await this.replica.command('ROLE')).startsWith('master'));
  }

  async stop(): Promise<void> {
    await Promise.all([this.sentinel, this.replica, this.master].map((server) => server.stop()));
    await rm(this.folder, { recursive: true });
  }
}

/** A sentinel writes what it learns into its file. */
async function writeConfiguration(folder: string, { port }: RedisServer): Promise<string> {
  const file = join(folder, 'sentinel.conf');
  await writeFile(
    file,
    [
      `sentinel monitor ${NAME} 127.0.0.1 ${port} 1`,
      `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
      `sentinel failover-timeout ${NAME} 2000`,
    ].join('\n'),
  );
  return file;
}
