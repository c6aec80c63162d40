// npm run bench -- --sessions: what sessions cost, on both stores.
// The gateway has one core; the load, the upstream and Redis share the other.
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSessionId, openStores, type SessionStore } from 'llm-gateway/sessions';
import { RedisServer } from 'llm-gateway/testing';
import { ServerProcess } from './server-process.js';
import { MESSAGES_PER_SESSION, sessionToStore } from './sessions-fixture.js';
import { measureSessions, type SessionLatencies } from './sessions-load.js';
import { renderSessionsReport } from './sessions-report.js';
import { startStaticUpstream } from './static-upstream.js';

const SESSIONS = Number(process.env['BENCH_SESSIONS'] ?? 100_000);
const AT_ONCE = 50;

const upstream = await startStaticUpstream(0);

async function fill(store: SessionStore): Promise<readonly string[]> {
  const ids = Array.from({ length: SESSIONS }, newSessionId);
  const left = ids.values();
  const work = async () => {
    for (const id of left) await store.create(sessionToStore(id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await store.close();
  return ids;
}

async function measure(
  settings: { readonly dataDir: string; readonly redisUrl?: string },
  ids: readonly string[],
): Promise<SessionLatencies> {
  const { dataDir, redisUrl } = settings;
  const gateway = await ServerProcess.start(['dist/apps/gateway/src/main.js'], {
    LLM_GATEWAY_PORT: '0',
    LLM_GATEWAY_CONFIG_DIR: 'bench',
    LLM_GATEWAY_DATA_DIR: dataDir,
    ...(redisUrl !== undefined && { LLM_GATEWAY_REDIS_URL: redisUrl }),
    OPENAI_API_KEY: 'bench',
    OPENAI_BASE_URL: `http://127.0.0.1:${upstream.port}/v1`,
  });
  const latencies = await measureSessions(gateway.port, ids);
  await gateway.stop();
  return latencies;
}

const redis = await RedisServer.start();
const usedBytes = async () =>
  Number(/used_memory:(\d+)/.exec(await redis.command('INFO', 'memory'))?.[1]);
const open = async (dataDir: string, redisUrl?: string) => {
  const stores = await openStores({
    dataDir,
    ...(redisUrl !== undefined && { redisUrl }),
    defaultTtlSeconds: 3_600,
    maximumTtlSeconds: 86_400,
    waitMs: 0,
  });
  return stores.sessions;
};

const before = await usedBytes();
const redisIds = await fill(await open('', redis.url));
const bytesPerMessage = ((await usedBytes()) - before) / (SESSIONS * MESSAGES_PER_SESSION);
const onRedis = await measure({ dataDir: '', redisUrl: redis.url }, redisIds);
await redis.stop();

const dataDir = await mkdtemp(join(tmpdir(), 'llm-gateway-bench-'));
const embeddedIds = await fill(await open(dataDir));
const embedded = await measure({ dataDir }, embeddedIds);
await rm(dataDir, { recursive: true });
upstream.close();

const report = renderSessionsReport({ sessions: SESSIONS, bytesPerMessage, onRedis, embedded });
console.log(report);
const target = process.argv[2];
if (target !== undefined) writeFileSync(target, report);
process.exit(0);
