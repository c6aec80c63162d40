import { freePort } from './free-port.js';
import { RedisServer } from './redis-server.js';

const SLOTS = 16_384;
const NODES = 3;

/** A real Redis Cluster of three masters on loopback. */
export class RedisCluster {
  private constructor(readonly nodes: readonly RedisServer[]) {}

  static async start(): Promise<RedisCluster> {
    const busPorts = await Promise.all(Array.from({ length: NODES }, freePort));
    const nodes = await Promise.all(
      busPorts.map((busPort) =>
        RedisServer.start({
          // The usual bus port, 10,000 higher, may not exist.
          parameters: ['--cluster-enabled', 'yes', '--cluster-port', `${busPort}`],
        }),
      ),
    );
    await Promise.all(nodes.map(takeSlots));
    for (const [index, node] of nodes.entries()) {
      await nodes[0]!.command('CLUSTER', 'MEET', '127.0.0.1', `${node.port}`, `${busPorts[index]}`);
    }
    await Promise.all(nodes.map(untilWhole));
    return new RedisCluster(nodes);
  }

  get url(): string {
    return `redis+cluster://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}

async function takeSlots(node: RedisServer, index: number): Promise<void> {
  const first = Math.ceil((index * SLOTS) / NODES);
  const last = Math.ceil(((index + 1) * SLOTS) / NODES) - 1;
  await node.command('CLUSTER', 'ADDSLOTSRANGE', `${first}`, `${last}`);
}

function untilWhole(node: RedisServer): Promise<void> {
  return node.until(async () => {
    const info = await node.command('CLUSTER', 'INFO');
    return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${NODES}`);
  });
}
