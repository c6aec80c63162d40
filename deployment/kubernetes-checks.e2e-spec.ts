import { globSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkAddresses, configuredAddresses } from './checks/check-addresses.js';
import { checkImages } from './checks/check-images.js';
import { checkLife } from './checks/check-life.js';
import { checkPodSecurity } from './checks/check-pod-security.js';
import { checkPorts } from './checks/check-ports.js';
import { checkReferences } from './checks/check-references.js';
import { checkSelectors } from './checks/check-selectors.js';
import { checkSettings } from './checks/check-settings.js';
import { appOf } from './support/apps.js';
import { readCompose } from './support/compose-file.js';
import { environmentOf } from './support/environment-of.js';
import { Manifests, type Manifest } from './support/manifests.js';
import { renderWith } from './support/render-manifests.js';

const OVERLAYS = readdirSync('k8s/overlays').map((name) => `k8s/overlays/${name}`);
const DOCUMENTS = ['README.md', ...globSync('docs/*.md')];
const OURS = /^(llm-gateway|semantic-search|ai-agents|redis)/;

const compose = readCompose();
const rendered = new Map(
  OVERLAYS.map((overlay) => [
    overlay,
    renderWith(overlay, ['k8s/components/service-monitor']).manifests,
  ]),
);

const settings = (manifests: Manifests) =>
  manifests
    .all('Deployment')
    .flatMap(({ spec }) => spec.template.spec.containers)
    .flatMap((container) => {
      const app = appOf(container.image);
      return app ? checkSettings(app, environmentOf(container, manifests)) : [];
    });

const CHECKS = {
  selectors: checkSelectors,
  references: checkReferences,
  ports: checkPorts,
  settings,
  life: checkLife,
  'pod security': checkPodSecurity,
  images: (manifests: Manifests) => checkImages(manifests, compose),
  'configured addresses': (manifests: Manifests) =>
    checkAddresses(manifests, configuredAddresses(manifests)),
  'documented addresses': (manifests: Manifests) =>
    checkAddresses(
      manifests,
      DOCUMENTS.map((path) => readFileSync(path, 'utf8')),
      OURS,
    ),
};

type Check = keyof typeof CHECKS;

describe.each(OVERLAYS)('%s', (overlay) => {
  it.each(Object.keys(CHECKS) as Check[])('has no fault of %s', (check) => {
    expect(CHECKS[check](rendered.get(overlay)!)).toEqual([]);
  });

  it('mounts the configuration where the gateway looks for it', () => {
    const { containers } = rendered.get(overlay)!.find('Deployment', 'llm-gateway')!.spec.template
      .spec;
    const [workdir] = /(?<=^WORKDIR )\/app$/m.exec(readFileSync('Dockerfile', 'utf8'))!;
    expect(containers[0].volumeMounts).toEqual([
      { name: 'config', mountPath: join(workdir, 'config'), readOnly: true },
    ]);
  });
});

describe('the documents', () => {
  it('name the two addresses of the gateway', () => {
    const text = readFileSync('docs/kubernetes.md', 'utf8');
    expect(text).toContain('http://llm-gateway:8080');
    expect(text).toContain('http://llm-gateway.<namespace>.svc.cluster.local:8080');
  });
});

/** Production with one thing changed in it, in the JSON of its documents. */
function broken(from: string | RegExp, to: string): Manifests {
  const json = JSON.stringify(rendered.get('k8s/overlays/prod')!.documents);
  const changed = json.replace(from, to);
  expect(changed).not.toBe(json);
  return new Manifests(JSON.parse(changed) as Manifest[]);
}

const NAME = '"app.kubernetes.io/name":"llm-gateway"';
const OTHER = '"app.kubernetes.io/name":"gateway"';
/** Up to the field of the first document of this kind. */
const within = (kind: string, field: string) => new RegExp(`("kind":"${kind}".*?)${field}`);

describe('a fault is found', () => {
  it.each<[string, Check, string | RegExp, string, RegExp]>([
    ['a Service', 'selectors', `"selector":{${NAME}}`, `"selector":{${OTHER}}`, /^Service llm-g/],
    [
      'a budget',
      'selectors',
      within('PodDisruptionBudget', NAME),
      `$1${OTHER}`,
      /^PodDisruptionBudget llm-gateway selects the pods of nothing/,
    ],
    [
      'a spread',
      'selectors',
      new RegExp(`("labelSelector":{"matchLabels":{)${NAME}`),
      `$1${OTHER}`,
      /^Deployment llm-gateway, spread over/,
    ],
    [
      'a scaler',
      'selectors',
      '"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"llm-gateway"',
      '"scaleTargetRef":{"kind":"Deployment","name":"gateway"',
      /scales no Deployment/,
    ],
    [
      'a policy',
      'selectors',
      `"podSelector":{"matchLabels":{${NAME}`,
      `"podSelector":{"matchLabels":{${OTHER}`,
      /^NetworkPolicy \S+ selects the pods of nothing/,
    ],
    [
      'a monitor',
      'selectors',
      within('ServiceMonitor', NAME),
      `$1${OTHER}`,
      /^ServiceMonitor llm-gateway selects 0/,
    ],
    [
      'an account',
      'references',
      '"serviceAccountName":"llm-gateway"',
      '"serviceAccountName":"gateway"',
      /ServiceAccount gateway, which is not there/,
    ],
    [
      'a ConfigMap',
      'references',
      '"configMap":{"name":"llm-gateway-config"',
      '"configMap":{"name":"config"',
      /ConfigMap config, /,
    ],
    [
      'a namespace',
      'references',
      '"namespace":"llm-gateway-prod"',
      '"namespace":"default"',
      /is in default/,
    ],
    ['a target port', 'ports', '"targetPort":"http"', '"targetPort":"web"', /has no port web/],
    [
      'a container port',
      'ports',
      '"containerPort":8080',
      '"containerPort":80',
      /gateway listens on 8080/,
    ],
    [
      "a probe's port",
      'ports',
      '"path":"/health/ready","port":"http"',
      '"path":"/health/ready","port":81',
      /^Probe: \S+ has no port 81/,
    ],
    [
      "a policy's port",
      'ports',
      '"port":8082,"protocol"',
      '"port":8083,"protocol"',
      /ai-agents has no port 8083/,
    ],
    [
      "a monitor's port",
      'ports',
      '"path":"/metrics","port":"http"',
      '"path":"/metrics","port":"web"',
      /no Service has a port web/,
    ],
    [
      'an unknown variable',
      'settings',
      'LLM_GATEWAY_BANNER',
      'LLM_GATEWAY_BANER',
      /knows no variable LLM_GATEWAY_BANER/,
    ],
    [
      'a value',
      'settings',
      '"LLM_GATEWAY_BANNER":"false"',
      '"LLM_GATEWAY_BANNER":"never"',
      /LLM_GATEWAY_BANNER is 'never'/,
    ],
    [
      "another app's variable",
      'settings',
      '"LLM_GATEWAY_URL"',
      '"LLM_GATEWAY_BANNER"',
      /ai-agents knows no variable/,
    ],
    [
      'a long drain',
      'life',
      '"LLM_GATEWAY_DRAIN_MS":"55000"',
      '"LLM_GATEWAY_DRAIN_MS":"65000"',
      /llm-gateway needs 75 s/,
    ],
    [
      'a short grace',
      'life',
      '"terminationGracePeriodSeconds":70',
      '"terminationGracePeriodSeconds":60',
      /llm-gateway needs 65 s/,
    ],
    [
      'a long run',
      'life',
      '"terminationGracePeriodSeconds":130',
      '"terminationGracePeriodSeconds":60',
      /ai-agents needs 125 s/,
    ],
    ['no preStop', 'life', '"sleep":{"seconds":5}', '"sleep":{"seconds":0}', /has no preStop/],
    ['a gap', 'life', /"maxUnavailable":0/g, '"maxUnavailable":1', /short of a pod/],
    ['root', 'pod security', '"runAsUser":1000', '"runAsUser":0', /may be root/],
    ['maybe root', 'pod security', '"runAsNonRoot":true', '"runAsNonRoot":false', /may be root/],
    [
      'written files',
      'pod security',
      '"readOnlyRootFilesystem":true',
      '"readOnlyRootFilesystem":false',
      /can be written/,
    ],
    [
      'escalation',
      'pod security',
      '"allowPrivilegeEscalation":false',
      '"allowPrivilegeEscalation":true',
      /escalation/,
    ],
    ['capabilities', 'pod security', '"drop":["ALL"]', '"drop":["NET_RAW"]', /capabilities/],
    ['seccomp', 'pod security', '"RuntimeDefault"', '"Unconfined"', /seccomp/],
    [
      'a token',
      'pod security',
      '"automountServiceAccountToken":false,"containers"',
      '"containers"',
      /a token/,
    ],
    [
      'Service links',
      'pod security',
      '"enableServiceLinks":false',
      '"enableServiceLinks":true',
      /LLM_GATEWAY_PORT=tcp/,
    ],
    [
      'a host path',
      'pod security',
      '"configMap":{"name":"llm-gateway-config"}',
      '"hostPath":{"path":"/"}',
      /volume config/,
    ],
    ['no limits', 'pod security', '"limits":', '"limit":', /no cpu limits/],
    [
      'a tag',
      'images',
      '/llm-gateway:0.1.0',
      '/llm-gateway:latest',
      /no registry.example.com\/llm-gateway:latest/,
    ],
    ['an image', 'images', '/ai-agents:0.1.0', '/agents:0.1.0', /no registry.example.com\/agents/],
    [
      "a Service's name",
      'configured addresses',
      '"name":"semantic-search-service"',
      '"name":"search"',
      /No Service is semantic-search-service:8081/,
    ],
    [
      "a Service's port",
      'configured addresses',
      '"port":8082,"targetPort"',
      '"port":80,"targetPort"',
      /No Service is ai-agents-service:8082/,
    ],
    [
      "the gateway's port",
      'documented addresses',
      '"port":8080,"targetPort"',
      '"port":80,"targetPort"',
      /No Service is llm-gateway:8080/,
    ],
  ])('in %s, by its %s', (_, check, from, to, fault) => {
    expect(CHECKS[check](broken(from, to))).toContainEqual(expect.stringMatching(fault));
  });
});
