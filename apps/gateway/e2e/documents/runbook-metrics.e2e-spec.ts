import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisServer, type AppProcess } from 'llm-gateway/testing';
import { codeBlocks, codeSpans, readDocument, tableRows } from '../support/markdown.js';
import { postChat } from '../support/post-chat.js';
import { promQlFaults } from '../support/prom-ql-faults.js';
import { scrapeMetrics, type ScrapedMetrics } from '../support/scrape-metrics.js';
import { startGatewayProcess } from '../support/start-gateway-process.js';
import { ToolsClient } from '../support/tools-client.js';

const document = readDocument('docs/RUNBOOK.md');

describe('docs/RUNBOOK.md, metrics and alerts', () => {
  let redis: RedisServer;
  let gateway: AppProcess;
  let metrics: ScrapedMetrics;

  // With two workers, since that is where all metrics are.
  beforeAll(async () => {
    redis = await RedisServer.start();
    gateway = await startGatewayProcess({
      GATEWAY_WORKERS: '2',
      LLM_GATEWAY_REDIS_URL: redis.url,
      LLM_GATEWAY_SEMANTIC_SEARCH_URL: 'http://127.0.0.1:9',
    });
    await (await postChat(gateway, { model: 'simulator/echo' })).text();
    await (await postChat(gateway, { model: 'simulator/echo?status=400' })).text();
    await new ToolsClient(gateway).execute('semantic_search', { query: 'Why?' });
    metrics = await scrapeMetrics(gateway);
  }, 120_000);
  afterAll(async () => {
    await gateway?.kill();
    await redis?.stop();
  });

  it('has every metric of the gateway, with its labels', () => {
    const documented = tableRows(document, 'Metrics').map(([name, labels]) => [
      codeSpans(name!)[0],
      codeSpans(labels!).sort(),
    ]);
    const own = [...metrics].filter(([name]) => !/^(process|nodejs)_/.test(name));
    const found = own.map(([name, labels]) => [name, [...labels].sort()]);
    expect(documented.sort()).toEqual(found.sort());
  });

  it('names metrics of the process that there are', () => {
    const named = codeSpans(document).filter((word) => /^(process|nodejs)_\w+$/.test(word));
    expect(named.length).toBeGreaterThanOrEqual(3);
    for (const name of named) expect([...metrics.keys()]).toContain(name);
  });

  it('has alerts that Prometheus can evaluate on these metrics', () => {
    const rules = codeBlocks(document).find(({ language }) => language === 'yaml');
    const expressions = [...rules!.code.matchAll(/^ +expr: (.+)$/gm)].map(([, text]) => text!);
    const alerts = rules!.code.match(/^ +- alert: \w+$/gm);
    expect(expressions).toHaveLength(alerts!.length);
    for (const expression of expressions) expect(promQlFaults(expression, metrics)).toEqual([]);
  });

  it.each(['sum(rate(up[5m])', 'rate(llm_gateway_nothing[5m])', 'llm_gateway_check_up{who="me"}'])(
    'would not take %s',
    (expression) => {
      expect(promQlFaults(expression, metrics)).not.toEqual([]);
    },
  );

  it('counts calls of tools by what became of them', async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const labels = '{service="127.0.0.1:9",outcome="service_unreachable"}';
    expect(text).toContain(`llm_gateway_tool_call_duration_seconds_count${labels} 1\n`);
  });

  it('says of the checks of all workers what the least of them says', async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text).toContain('llm_gateway_check_up{check="redis",required="true"} 1\n');
    expect(text).toContain('llm_gateway_check_up{check="semantic_search",required="false"} 0\n');
  });
});
