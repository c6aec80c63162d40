import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppProcess, RedisServer } from 'llm-gateway/testing';
import { postChat, readStream } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGatewayProcess } from './support/start-gateway-process.js';

const CLIENTS = 50;
const TURNS = 20;
const REPLICAS = 3;
/** They come back until they are answered, and wait for the lease of each gateway that was killed. */
const KEYED_CLIENTS = 20;
const KEYED_TURNS = 20;
const MAXIMUM_ATTEMPTS = 300;
const ECHO = { model: 'simulator/echo' };

describe('one session, many clients, three gateways on one Redis', () => {
  let redis: RedisServer;
  let gateways: AppProcess[];

  const start = () =>
    startGatewayProcess({
      LLM_GATEWAY_REDIS_URL: redis.url,
      LLM_GATEWAY_SESSION_WAIT_MS: '60000',
      // The machine that runs this may be busy: a stall of it is not what is tested.
      LLM_GATEWAY_REDIS_DEADLINE_MS: '5000',
    });
  beforeEach(async () => {
    redis = await RedisServer.start({ appendOnly: true });
    gateways = await Promise.all(Array.from({ length: REPLICAS }, start));
  });
  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.kill()));
    await redis.stop();
  });

  const textOf = (client: number, turn: number) => `client ${client} turn ${turn}`;

  /** One turn; every other client streams. Throws unless its answer came to its end. */
  async function say(
    gateway: AppProcess,
    id: string,
    client: number,
    turn: number,
    headers?: Record<string, string>,
  ) {
    const stream = client % 2 > 0;
    const messages = [{ role: 'user', content: textOf(client, turn) }];
    const body = { session_id: id, messages };
    const response = await postChat(gateway, ECHO, { stream, body, ...(headers && { headers }) });
    if (response.status !== 200) throw new Error(await response.text());
    if (!stream) return void (await response.json());
    if (!(await readStream(response)).done) throw new Error('The stream was cut.');
  }

  it(`stores exactly ${CLIENTS * TURNS} turns, in order, none doubled`, async () => {
    const { id } = await new SessionsClient(gateways[0]!).create();
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (let turn = 0; turn < TURNS; turn += 1)
          await say(gateways[(client + turn) % REPLICAS]!, id, client, turn);
      }),
    );
    const turns = await new SessionsClient(gateways[1]!).turns(id);
    expectInOrder(turns);
    expect(turns).toHaveLength(CLIENTS * TURNS);
  }, 120_000);

  it('keeps every turn that a client saw complete, and nothing else, while a gateway and Redis are killed', async () => {
    const { id } = await new SessionsClient(gateways[0]!).create();
    const complete = new Set<string>();
    const cutOff = new Set<string>();
    const talking = Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (let turn = 0; turn < TURNS; turn += 1) {
          const said = say(gateways[(client + turn) % REPLICAS]!, id, client, turn);
          await said.then(
            () => complete.add(textOf(client, turn)),
            () => cutOff.add(textOf(client, turn)),
          );
          // Who failed comes back a little later, as clients do.
          if (cutOff.has(textOf(client, turn))) await sleep(500);
        }
      }),
    );
    await sleep(1_000);
    await gateways[0]!.kill();
    gateways[0] = await start();
    await redis.restart();
    await sleep(1_500);
    await gateways[1]!.kill();
    gateways[1] = await start();
    await talking;
    const turns = await new SessionsClient(gateways[0]!).turns(id);
    expect(turns.filter((turn) => !cutOff.has(turn)).toSorted()).toEqual([...complete].toSorted());
    expect(new Set(turns).size).toBe(turns.length);
    expectInOrder(turns);
    expect(cutOff.size).toBeGreaterThan(0);
    expect(complete.size).toBeGreaterThan(CLIENTS);
  }, 120_000);

  it(`stores exactly ${KEYED_CLIENTS * KEYED_TURNS} turns of clients that repeat with an Idempotency-Key, whatever is killed`, async () => {
    const { id } = await new SessionsClient(gateways[0]!).create();
    let failures = 0;
    const sayUntilAnswered = async (client: number, turn: number): Promise<void> => {
      const headers = { 'idempotency-key': textOf(client, turn).replaceAll(' ', '-') };
      for (let attempt = 0; ; attempt += 1) {
        const gateway = gateways[(client + turn + attempt) % REPLICAS]!;
        try {
          return await say(gateway, id, client, turn, headers);
        } catch (error) {
          if (attempt >= MAXIMUM_ATTEMPTS) throw error;
          failures += 1;
          await sleep(200);
        }
      }
    };
    const talking = Promise.all(
      Array.from({ length: KEYED_CLIENTS }, async (_, client) => {
        for (let turn = 0; turn < KEYED_TURNS; turn += 1) await sayUntilAnswered(client, turn);
      }),
    );
    for (const replica of [0, 1, 2]) {
      await sleep(1_500);
      await gateways[replica]!.kill();
      gateways[replica] = await start();
      await redis.restart();
    }
    await talking;
    const turns = await new SessionsClient(gateways[0]!).turns(id);
    expectInOrder(turns);
    expect(new Set(turns).size).toBe(turns.length);
    expect(turns).toHaveLength(KEYED_CLIENTS * KEYED_TURNS);
    expect(failures).toBeGreaterThan(0);
  }, 180_000);

  /** Each client's turns in their order. */
  function expectInOrder(turns: readonly string[]): void {
    for (let client = 0; client < CLIENTS; client += 1) {
      const own = turns
        .filter((text) => text.startsWith(`client ${client} `))
        .map((text) => Number(text.split(' ').at(-1)));
      expect(own).toEqual(own.toSorted((one, other) => one - other));
    }
  }
});
