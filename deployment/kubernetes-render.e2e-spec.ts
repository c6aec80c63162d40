import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SHIPPED_VENDORS } from 'llm-gateway/provider';
import { kustomize, readManifests, renderOverlay, renderWith } from './support/render-manifests.js';

const OVERLAYS = readdirSync('k8s/overlays').map((name) => `k8s/overlays/${name}`);
const OPTIONS = ['k8s/components/service-monitor'];

const kindsOf = (folder: string) =>
  new Set(renderOverlay(folder).manifests.documents.map(({ kind }) => kind));

describe.each(OVERLAYS)('%s', (overlay) => {
  it('renders with kubectl to what a current Kubernetes takes', () => {
    expect(renderOverlay(overlay).faults).toEqual([]);
  });

  it('takes each option', () => {
    const { manifests, faults } = renderWith(overlay, OPTIONS);
    expect(faults).toEqual([]);
    expect(manifests.all('ServiceMonitor')).toHaveLength(1);
  });

  it('has every piece', () => {
    expect([...kindsOf(overlay)].sort()).toEqual([
      'ConfigMap',
      'Deployment',
      'HorizontalPodAutoscaler',
      'Namespace',
      'NetworkPolicy',
      'PersistentVolumeClaim',
      'PodDisruptionBudget',
      'Service',
      'ServiceAccount',
    ]);
  });

  it('mounts the files of config/ as they are, under a name that stays', () => {
    const { data } = renderOverlay(overlay).manifests.find('ConfigMap', 'llm-gateway-config')!;
    const files = readdirSync('config').filter((name) => /^(?!.*\.schema).*\.json$/.test(name));
    expect(Object.keys(data).sort()).toEqual(files.sort());
    for (const name of files) expect(data[name]).toBe(readFileSync(`config/${name}`, 'utf8'));
  });
});

describe('production', () => {
  it('scales by the processor and by requests in flight', () => {
    const { manifests } = renderOverlay('k8s/overlays/prod');
    const { metrics } = manifests.find('HorizontalPodAutoscaler', 'llm-gateway')!.spec;
    expect(metrics.map(({ type }) => type)).toEqual(['Resource', 'Pods']);
  });

  it.each(['staging', 'prod'])('%s does not start without its Redis', (overlay) => {
    const { manifests } = renderOverlay(`k8s/overlays/${overlay}`);
    const [{ env }] = manifests.find('Deployment', 'llm-gateway')!.spec.template.spec.containers;
    expect(env).toEqual([
      {
        name: 'LLM_GATEWAY_REDIS_URL',
        valueFrom: { secretKeyRef: { name: 'llm-gateway-redis', key: 'url' } },
      },
    ]);
  });
});

describe('the example of a Secret', () => {
  const { manifests, faults } = readManifests(readFileSync('k8s/secret.example.yaml', 'utf8'));
  const [secret] = manifests.all('Secret');

  it('is a Secret that the pods read', () => {
    expect(faults).toEqual([]);
    const [{ envFrom }] = renderOverlay('k8s/overlays/prod').manifests.find(
      'Deployment',
      'llm-gateway',
    )!.spec.template.spec.containers;
    expect(envFrom).toContainEqual({ secretRef: { name: secret!.metadata.name, optional: true } });
  });

  it('has keys of vendors, and no key', () => {
    const keys = SHIPPED_VENDORS.map(({ variablePrefix }) => `${variablePrefix}_API_KEY`);
    expect(keys).toEqual(expect.arrayContaining(Object.keys(secret!.stringData)));
    expect(new Set(Object.values(secret!.stringData))).toEqual(new Set(['replace-me']));
  });
});

describe('the validation', () => {
  it.each([
    ['an unknown field', 'periodSeconds:', 'periodSecond:', /'periodSecond' was unexpected/],
    ['a wrong type', 'maxSurge: 1', 'maxSurge: [1]', /maxSurge/],
    ['an unknown kind', 'kind: ConfigMap', 'kind: ConfigMop', /Couldn't find schema .*ConfigMop/],
    ['an old version', 'autoscaling/v2', 'autoscaling/v2beta2', /Couldn't find schema/],
  ])('refuses %s', (_, from, to, fault) => {
    const yaml = kustomize('k8s/overlays/dev').replace(from, to);
    expect(readManifests(yaml).faults).toEqual([expect.stringMatching(fault)]);
  });

  it('refuses an unknown field of a ServiceMonitor', () => {
    const path = 'k8s/components/service-monitor/service-monitor.yaml';
    const yaml = readFileSync(path, 'utf8').replace('interval:', 'intervall:');
    expect(readManifests(yaml).faults).toEqual([expect.stringContaining("'intervall' was")]);
  });
});
