import { hasLabels, type Labels, type Manifests } from '../support/manifests.js';

/** Faults of labels and selectors: whatever selects pods has to select those that it is meant for. */
export function checkSelectors(manifests: Manifests): string[] {
  const faults: string[] = [];
  const one = (what: string, labels: Labels | undefined, name?: string) => {
    const found = manifests.selected(labels).map(({ metadata }) => metadata.name);
    if (labels === undefined || found.length !== 1 || (name !== undefined && found[0] !== name))
      faults.push(`${what} selects the pods of ${found.join(', ') || 'nothing'}.`);
  };

  for (const { metadata, spec } of manifests.all('Deployment')) {
    const what = `Deployment ${metadata.name}`;
    one(what, spec.selector.matchLabels, metadata.name);
    for (const { topologyKey, labelSelector } of spec.template.spec.topologySpreadConstraints ?? [])
      one(`${what}, spread over ${topologyKey},`, labelSelector.matchLabels, metadata.name);
  }
  for (const { metadata, spec } of manifests.all('Service'))
    one(`Service ${metadata.name}`, spec.selector, spec.selector['app.kubernetes.io/name']);
  for (const { metadata, spec } of manifests.all('PodDisruptionBudget'))
    one(`PodDisruptionBudget ${metadata.name}`, spec.selector.matchLabels, metadata.name);
  for (const { metadata, spec } of manifests.all('HorizontalPodAutoscaler'))
    if (!manifests.find('Deployment', spec.scaleTargetRef.name))
      faults.push(`HorizontalPodAutoscaler ${metadata.name} scales no Deployment.`);
  for (const { metadata, spec } of manifests.all('NetworkPolicy')) {
    const rules = [...(spec.ingress ?? []), ...(spec.egress ?? [])];
    const peers = rules.flatMap((rule) => [
      ...('from' in rule ? rule.from! : []),
      ...('to' in rule ? rule.to! : []),
    ]);
    for (const { matchLabels } of [
      spec.podSelector,
      ...peers.map((peer) => peer.podSelector ?? {}),
    ])
      if (matchLabels) one(`NetworkPolicy ${metadata.name}`, matchLabels);
  }
  for (const { metadata, spec } of manifests.all('ServiceMonitor')) {
    const services = manifests
      .all('Service')
      .filter((service) => hasLabels(service.metadata.labels, spec.selector.matchLabels ?? {}));
    if (services.length !== 1)
      faults.push(`ServiceMonitor ${metadata.name} selects ${services.length} Services.`);
  }
  return faults;
}
