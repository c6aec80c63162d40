import assert from 'node:assert/strict';
import type { Usage } from 'llm-gateway/contracts';
import type { FakeUsage } from '../../fake-upstreams/fake-reply.js';
import type { AdapterAbility } from '../adapter-ability.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';

async function assertUsage(
  context: ConformanceContext,
  usage: FakeUsage,
  wanted: Partial<Usage>,
): Promise<void> {
  for (const { usage: counted } of await context.both({}, { text: ['Hi', '!'], usage })) {
    assert.ok(counted, 'no usage');
    for (const [name, value] of Object.entries(wanted))
      assert.equal(counted[name as keyof Usage], value, `${name} in ${JSON.stringify(counted)}`);
  }
}

function usageCase(
  name: string,
  ability: AdapterAbility,
  usage: FakeUsage,
  wanted: Partial<Usage>,
): ConformanceCase {
  return {
    name,
    needs: ['http', ability],
    run: (context) => assertUsage(context, usage, wanted),
  };
}

export const USAGE_CASES: readonly ConformanceCase[] = [
  usageCase(
    'counts input and output',
    'http',
    { input: 103, output: 41 },
    { inputTokens: 103, outputTokens: 41 },
  ),
  usageCase(
    'counts what was read from the cache as part of the input',
    'usage-cached',
    { input: 103, output: 41, cached: 64 },
    { inputTokens: 103, outputTokens: 41, cachedInputTokens: 64 },
  ),
  usageCase(
    'counts what was written to the cache as part of the input',
    'usage-cache-write',
    { input: 103, output: 41, cached: 32, cacheWrite: 16 },
    { inputTokens: 103, outputTokens: 41, cachedInputTokens: 32, cacheWriteTokens: 16 },
  ),
  usageCase(
    'counts thinking as part of the output',
    'usage-reasoning',
    { input: 103, output: 41, reasoning: 29 },
    { inputTokens: 103, outputTokens: 41, reasoningTokens: 29 },
  ),
  {
    name: 'counts no more in total than the vendor',
    needs: ['http'],
    async run(context) {
      const usage = { input: 103, output: 41 };
      for (const response of await context.both({}, { text: ['Hi'], usage }))
        assert.equal(response.usage?.totalTokens ?? 144, 144);
    },
  },
];
