import { appOf, checkDrain, drainSecondsOf } from '../support/apps.js';
import { environmentOf } from '../support/environment-of.js';
import type { Manifests } from '../support/manifests.js';

/** For the exit itself, and for a kubelet that is late. */
const MARGIN_SECONDS = 5;

/** Faults of how pods end: a roll that takes one too many, or a kill while it drains. */
export function checkLife(manifests: Manifests): string[] {
  const faults: string[] = [];
  for (const { metadata, spec } of manifests.all('Deployment')) {
    const pod = spec.template.spec;
    const [container] = pod.containers;
    const app = appOf(container.image);
    if (!app) continue;
    const preStop = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
    const environment = environmentOf(container, manifests);
    const needed = preStop + drainSecondsOf(app, environment) + MARGIN_SECONDS;
    faults.push(...checkDrain(app, environment));
    if (preStop === 0) faults.push(`${metadata.name} has no preStop.`);
    if ((pod.terminationGracePeriodSeconds ?? 30) < needed)
      faults.push(`${metadata.name} needs ${needed} s to end, and is killed before.`);
  }
  const gateway = manifests.find('Deployment', 'llm-gateway');
  if (gateway?.spec.strategy?.rollingUpdate?.maxUnavailable !== 0)
    faults.push('llm-gateway may be short of a pod while it rolls.');
  return faults;
}
