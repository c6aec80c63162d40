import type { Deployment, Manifests } from '../support/manifests.js';
import { appOf, portOf } from '../support/apps.js';

/** Faults of ports: what Services, probes and policies name has to be what the containers listen on. */
export function checkPorts(manifests: Manifests): string[] {
  const faults: string[] = [];
  const expectPort = (what: string, port: number | string, deployments: readonly Deployment[]) => {
    for (const deployment of deployments)
      if (!listens(deployment, port))
        faults.push(`${what}: ${deployment.metadata.name} has no port ${port}.`);
  };

  for (const deployment of manifests.all('Deployment'))
    for (const { image, ports, ...container } of deployment.spec.template.spec.containers) {
      const app = appOf(image);
      if (app && !ports.some(({ containerPort }) => containerPort === portOf(app)))
        faults.push(`${app.name} listens on ${portOf(app)}.`);
      for (const probe of [
        container.startupProbe,
        container.livenessProbe,
        container.readinessProbe,
      ])
        if (probe?.httpGet) expectPort('Probe', probe.httpGet.port, [deployment]);
    }
  for (const { metadata, spec } of manifests.all('Service'))
    for (const { targetPort } of spec.ports)
      expectPort(`Service ${metadata.name}`, targetPort, manifests.selected(spec.selector));
  for (const { metadata, spec } of manifests.all('NetworkPolicy')) {
    const what = `NetworkPolicy ${metadata.name}`;
    const own = manifests.selected(spec.podSelector.matchLabels);
    for (const { ports } of spec.ingress ?? [])
      for (const { port } of ports) expectPort(what, port, own);
    for (const { to = [], ports } of spec.egress ?? [])
      for (const { podSelector } of to)
        if (podSelector?.matchLabels)
          for (const { port } of ports)
            expectPort(what, port, manifests.selected(podSelector.matchLabels));
  }
  for (const { metadata, spec } of manifests.all('ServiceMonitor')) {
    const known = manifests.all('Service').flatMap((service) => service.spec.ports);
    for (const { port } of spec.endpoints)
      if (!known.some(({ name }) => name === port))
        faults.push(`ServiceMonitor ${metadata.name}: no Service has a port ${port}.`);
  }
  return faults;
}

function listens({ spec }: Deployment, port: number | string): boolean {
  return spec.template.spec.containers.some(({ ports }) =>
    ports.some(({ name, containerPort }) => port === name || port === containerPort),
  );
}
