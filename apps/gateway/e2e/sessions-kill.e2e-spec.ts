import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AppProcess } from 'llm-gateway/testing';
import { postChat } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { startGatewayProcess } from './support/start-gateway-process.js';

/** `SESSION_KILLS=100 npm test -- sessions-kill` for the long run. */
const KILLS = Number(process.env['SESSION_KILLS'] ?? 8);
const CLIENTS = 8;

/** One client's conversation, as it saw it. */
interface Seen {
  readonly id: string;
  /** Turns whose answer came to its end. */
  readonly complete: string[];
  /** Turns that were cut off: the gateway may or may not have stored them. */
  readonly unknown: string[];
}

describe('the embedded store under kill -9', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'llm-gateway-kill-'));
  });

  afterAll(() => rm(dataDir, { recursive: true }));

  it(
    `keeps every turn that a client saw complete, and no half of one, over ${KILLS} kills`,
    async () => {
      let clients: Seen[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        const gateway = await startGatewayProcess({ LLM_GATEWAY_DATA_DIR: dataDir });
        if (kill === 0) clients = await createClients(gateway);
        const talking = clients.map((client, number) => talk(gateway, client, number));
        await sleep(100 + ((kill * 137) % 400));
        await gateway.kill();
        await Promise.all(talking);
      }
      const gateway = await startGatewayProcess({ LLM_GATEWAY_DATA_DIR: dataDir });
      const sessions = new SessionsClient(gateway);
      for (const client of clients) await expectKept(client, sessions);
      await gateway.kill();
      expect(clients.flatMap(({ complete }) => complete).length).toBeGreaterThan(KILLS * CLIENTS);
    },
    30_000 + KILLS * 5_000,
  );
});

async function createClients(gateway: AppProcess): Promise<Seen[]> {
  const sessions = new SessionsClient(gateway);
  return Promise.all(
    Array.from({ length: CLIENTS }, async () => ({
      id: (await sessions.create()).id,
      complete: [],
      unknown: [],
    })),
  );
}

/** Talks until the gateway is gone; every other client streams. */
async function talk(gateway: AppProcess, client: Seen, number: number): Promise<void> {
  for (;;) {
    const text = `turn ${client.complete.length + client.unknown.length}`;
    try {
      const messages = [{ role: 'user', content: text }];
      const response = await postChat(
        gateway,
        { model: 'simulator/echo' },
        { stream: number % 2 > 0, body: { session_id: client.id, messages } },
      );
      const answer = await response.text();
      if (response.status !== 200) throw new Error(answer);
      client.complete.push(text);
    } catch {
      client.unknown.push(text);
      return;
    }
  }
}

async function expectKept({ id, complete, unknown }: Seen, sessions: SessionsClient) {
  const turns = await sessions.turns(id);
  expect(new Set(turns).size).toBe(turns.length);
  const cutOff = new Set(unknown);
  expect(turns.filter((turn) => !cutOff.has(turn))).toEqual(complete);
}
