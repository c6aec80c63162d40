import type { Container, Manifests, PodSpec } from '../support/manifests.js';

/**
 * Faults against the pod security standard `restricted`, and what we ask beyond it: files that cannot be
 * written, no token, no variables of Services, requests and limits.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function checkPodSecurity(manifests: Manifests): string[] {
  return manifests.all('Deployment').flatMap(({ metadata, spec }) => {
    const pod = spec.template.spec;
    const faults = [
      ...ofPod(pod),
      ...pod.containers.flatMap((container) => [...ofContainer(container, pod)]),
    ];
    return faults.map((fault) => `${metadata.name}: ${fault}`);
  });
}

function* ofPod(pod: PodSpec): Iterable<string> {
  if (pod.hostNetwork || pod.hostPID || pod.hostIPC) yield 'a namespace of the host';
  if (pod.automountServiceAccountToken !== false) yield 'a token of Kubernetes';
  if (pod.enableServiceLinks !== false)
    yield 'variables of Services, such as LLM_GATEWAY_PORT=tcp://';
  for (const { name, configMap, emptyDir, persistentVolumeClaim } of pod.volumes ?? [])
    if (!configMap && !emptyDir && !persistentVolumeClaim) yield `volume ${name}`;
}

function* ofContainer({ resources, securityContext: own = {} }: Container, pod: PodSpec) {
  const context = { ...pod.securityContext, ...own };
  if (context.runAsNonRoot !== true || !context.runAsUser) yield 'may be root';
  if (context.seccompProfile?.type !== 'RuntimeDefault') yield 'no seccomp profile';
  if (context.privileged === true) yield 'privileged';
  if (own.allowPrivilegeEscalation !== false) yield 'privilege escalation';
  if (own.readOnlyRootFilesystem !== true) yield 'files that can be written';
  if (!own.capabilities?.drop?.includes('ALL') || own.capabilities.add) yield 'capabilities';
  for (const resource of ['cpu', 'memory'])
    if (!resources?.requests?.[resource] || !resources.limits?.[resource])
      yield `no ${resource} limits`;
}
