import { appOf } from '../support/apps.js';
import { environmentOf } from '../support/environment-of.js';
import type { Manifests } from '../support/manifests.js';

/**
 * Faults of addresses: each service of ours that a text names (`http://llm-gateway:8080`,
 * `http://llm-gateway.<namespace>.svc.cluster.local:8080`) has to be a Service with this port.
 *
 * @param names of the addresses that count, where a text shows others too
 */
export function checkAddresses(
  manifests: Manifests,
  texts: readonly string[],
  names = /./,
): string[] {
  const known = new Set(
    manifests
      .all('Service')
      .flatMap(({ metadata, spec }) => spec.ports.map(({ port }) => `${metadata.name}:${port}`)),
  );
  return texts
    .flatMap((text) => inClusterAddresses(text))
    .filter((address) => names.test(address) && !known.has(address))
    .map((address) => `No Service is ${address}.`);
}

/** `name:port` of each address without a dot, or in the domain of a cluster's services. */
export function inClusterAddresses(text: string): string[] {
  const found = text.matchAll(
    /\b(?:https?|redis):\/\/([a-z][a-z-]*)(?:\.[^\s.:/`]+\.svc(?:\.cluster\.local)?)?:(\d+)/g,
  );
  return [...found].map(([, name, port]) => `${name}:${port}`).filter((one) => !isLocal(one));
}

const isLocal = (address: string) => address.startsWith('localhost:');

/** Where the apps' settings, defaults included, say that other services are. */
export function configuredAddresses(manifests: Manifests): string[] {
  return manifests
    .all('Deployment')
    .flatMap(({ spec }) => spec.template.spec.containers)
    .map((container) => ({ app: appOf(container.image), container }))
    .filter(({ app }) => app !== undefined)
    .map(({ app, container }) => JSON.stringify(app!.read(environmentOf(container, manifests))));
}
