import { describe, expect, it } from '@jest/globals';
import { codeBlocks, readDocument } from '../apps/gateway/e2e/support/markdown.js';
import { renderOverlay } from './support/render-manifests.js';

const document = readDocument('docs/RUNBOOK.md');
const commands = codeBlocks(document)
  .filter(({ language }) => language === 'sh')
  .flatMap(({ code }) => code.trim().split('\n'))
  .filter((command) => command.startsWith('kubectl '));

describe('docs/RUNBOOK.md', () => {
  const { manifests } = renderOverlay('k8s/overlays/prod');

  it('has kubectl commands for objects of the production overlay', () => {
    expect(commands).toHaveLength(4);
    for (const command of commands) {
      const [, namespace = ''] = / -n (\S+)/.exec(command) ?? [];
      expect(manifests.find('Namespace', namespace)).toBeDefined();
      const [, deployment] = / deployment\/([\w-]+)/.exec(command) ?? [];
      const [, label, value] = / -l ([\w./-]+)=([\w-]+)/.exec(command) ?? [];
      const pods = JSON.stringify(manifests.find('Deployment', deployment ?? 'llm-gateway'));
      expect(pods).toContain(label === undefined ? `"${deployment}"` : `"${label}":"${value}"`);
    }
  });

  it('aims at as many requests in flight as the autoscaler', () => {
    const [, aim] = /aims at (\d+) a replica/.exec(document) ?? [];
    const autoscaler = JSON.stringify(manifests.find('HorizontalPodAutoscaler', 'llm-gateway'));
    expect(autoscaler).toContain(`"averageValue":"${aim}"`);
  });

  it('asks for as much memory as the manifests', () => {
    const [, requested, limit] = /(\d+) MiB requested and (\d+) MiB allowed/.exec(document) ?? [];
    const pods = JSON.stringify(manifests.find('Deployment', 'llm-gateway'));
    expect(pods).toMatch(new RegExp(`"limits":{[^}]*"memory":"${limit}Mi"`));
    expect(pods).toMatch(new RegExp(`"requests":{[^}]*"memory":"${requested}Mi"`));
  });
});
