import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppProcess } from 'llm-gateway/testing';
import { startGatewayProcess } from '../apps/gateway/e2e/support/start-gateway-process.js';
import { environmentOf } from './support/environment-of.js';
import { renderWith } from './support/render-manifests.js';

const { manifests } = renderWith('k8s/overlays/dev', [
  'k8s/components/scale-on-requests',
  'k8s/components/service-monitor',
]);

const folder = mkdtempSync(join(tmpdir(), 'semantic-search-'));
afterAll(() => rmSync(folder, { recursive: true }));

const containerOf = (deployment: string) =>
  manifests.find('Deployment', deployment)!.spec.template.spec.containers[0];

/** Starts an app with what its pod says, but for a port and a store of the test's own. */
const START: Readonly<
  Record<string, (environment: Record<string, string>) => Promise<AppProcess>>
> = {
  'llm-gateway': ({ LLM_GATEWAY_REDIS_URL: _, ...environment }) =>
    startGatewayProcess({
      ...environment,
      LLM_GATEWAY_BANNER: 'true',
      LLM_GATEWAY_LOG_LEVEL: 'silent',
      LLM_GATEWAY_CONFIG_DIR: 'config',
      LLM_GATEWAY_DATA_DIR: ':memory:',
    }),
  'semantic-search': (environment) =>
    AppProcess.start('semantic-search', {
      ...environment,
      SEARCH_PORT: '0',
      SEARCH_DATA_DIR: folder,
    }),
  'ai-agents': (environment) => AppProcess.start('ai-agents', { ...environment, AGENTS_PORT: '0' }),
};

describe.each(Object.keys(START))('%s, with the variables of its pod,', (name) => {
  let app: AppProcess;

  beforeAll(async () => {
    app = await START[name]!({ ...environmentOf(containerOf(name), manifests) });
  });

  afterAll(() => app?.kill());

  it.each(['startupProbe', 'livenessProbe', 'readinessProbe'] as const)(
    'answers its %s with 200',
    async (probe) => {
      const { path } = containerOf(name)[probe]!.httpGet!;
      expect((await fetch(`${app.url}${path}`)).status).toBe(200);
    },
  );

  if (name !== 'llm-gateway') return;

  it('gives Prometheus what the autoscaler asks for', async () => {
    const [endpoint] = manifests.find('ServiceMonitor', name)!.spec.endpoints;
    const { metrics } = manifests.find('HorizontalPodAutoscaler', name)!.spec;
    const text = await (await fetch(`${app.url}${endpoint!.path}`)).text();
    const names = metrics.flatMap(({ pods }) => (pods ? [pods.metric.name] : []));
    expect(names).toHaveLength(1);
    for (const metric of names) expect(text).toMatch(new RegExp(`^${metric}[ {]`, 'm'));
  });
});
