import type { Manifests, PodSpec } from '../support/manifests.js';

/** Faults of what pods name: each account, ConfigMap and volume has to be there, in one namespace. */
export function checkReferences(manifests: Manifests): string[] {
  const faults = namespacesOf(manifests);
  for (const { metadata, spec } of manifests.all('Deployment'))
    for (const [kind, name] of namedBy(spec.template.spec))
      if (!manifests.find(kind, name))
        faults.push(`Deployment ${metadata.name} names ${kind} ${name}, which is not there.`);
  return faults;
}

function* namedBy({ serviceAccountName, containers, volumes = [] }: PodSpec) {
  if (serviceAccountName !== undefined) yield ['ServiceAccount', serviceAccountName] as const;
  for (const { envFrom = [] } of containers)
    for (const { configMapRef } of envFrom)
      if (configMapRef) yield ['ConfigMap', configMapRef.name] as const;
  for (const { configMap, persistentVolumeClaim } of volumes) {
    if (configMap) yield ['ConfigMap', configMap.name] as const;
    if (persistentVolumeClaim)
      yield ['PersistentVolumeClaim', persistentVolumeClaim.claimName] as const;
  }
}

function namespacesOf(manifests: Manifests): string[] {
  const [namespace] = manifests.all('Namespace');
  return manifests.documents
    .filter(({ kind }) => kind !== 'Namespace')
    .filter(({ metadata }) => metadata.namespace !== namespace?.metadata.name)
    .map(({ kind, metadata }) => `${kind} ${metadata.name} is in ${metadata.namespace}.`);
}
