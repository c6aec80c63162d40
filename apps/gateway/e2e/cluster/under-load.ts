import { fakeOpenAi, FakeToolService, FakeUpstream, RedisServer } from 'llm-gateway/testing';
import type { LoadPlan } from '../load/load-plan.js';
import { LoadProcess } from '../load/load-process.js';
import { streamParts } from '../load/stream-parts.js';
import { Cluster, type ClusterOptions } from './cluster.js';

export interface ClusterUnderLoadOptions extends Omit<ClusterOptions, 'environment'> {
  readonly plan: Omit<LoadPlan, 'urls'>;
  /** Of each gateway, beside what it needs here. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A cluster with a real Redis, both tool services and a vendor, under steady load. */
export interface ClusterUnderLoad {
  readonly cluster: Cluster;
  readonly load: LoadProcess;
  readonly redis: RedisServer;
  readonly search: FakeToolService;
}

const TOOL_MS = 50;
const FINDING = { chunks: [{ content: 'Keep them in Redis.' }] };

/** Runs something in such a cluster, which is gone when it has ended. */
export async function underLoad<Result>(
  options: ClusterUnderLoadOptions,
  run: (underLoad: ClusterUnderLoad) => Promise<Result>,
): Promise<Result> {
  await using parts = new AsyncDisposableStack();
  const { plan } = options;
  const redis = parts.adopt(await RedisServer.start({ appendOnly: true }), (it) => it.stop());
  const search = parts.adopt(await FakeToolService.start(), (it) => it.close());
  letAnswer(search);
  const agents = parts.adopt(await FakeToolService.start(), (it) => it.close());
  const upstream = parts.adopt(await FakeUpstream.start(fakeOpenAi), (it) => it.close());
  upstream.frameDelayMs = plan.streamPartMs;
  upstream.defaultReply = { text: streamParts(plan.streamParts) };
  const environment = {
    LLM_GATEWAY_REDIS_URL: redis.url,
    LLM_GATEWAY_SEMANTIC_SEARCH_URL: search.url,
    LLM_GATEWAY_AI_AGENTS_URL: agents.url,
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: `${upstream.url}/v1`,
    ...options.environment,
  };
  const cluster = parts.adopt(await Cluster.start({ ...options, environment }), (it) => it.stop());
  const load = await LoadProcess.start({ ...plan, urls: cluster.urls });
  parts.defer(() => load.kill());
  return await run({ cluster, load, redis, search });
}

/** Lets the search service find something, after a moment. */
export function letAnswer(search: FakeToolService): void {
  search.answerWith({ body: FINDING, delayMs: TOOL_MS });
}
