/** The fields of Kubernetes' resources that the checks look at; the schemas vouch for the rest. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
  };
}

export type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels?: Labels;
}

interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly privileged?: boolean;
  readonly seccompProfile?: { readonly type: string };
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
}

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: number | string };
  readonly exec?: object;
}

interface Reference {
  readonly name: string;
  readonly optional?: boolean;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly {
    readonly configMapRef?: Reference;
    readonly secretRef?: Reference;
  }[];
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
  readonly resources?: { readonly requests?: Labels; readonly limits?: Labels };
  readonly securityContext?: SecurityContext;
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly securityContext?: SecurityContext;
  readonly topologySpreadConstraints?: readonly {
    readonly topologyKey: string;
    readonly labelSelector: Selector;
  }[];
  readonly containers: readonly [Container, ...Container[]];
  readonly volumes?: readonly {
    readonly name: string;
    readonly configMap?: Reference;
    readonly emptyDir?: object;
    readonly hostPath?: object;
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

export interface Deployment extends Manifest {
  readonly spec: {
    readonly strategy?: { readonly rollingUpdate?: { readonly maxUnavailable?: number | string } };
    readonly selector: Selector;
    readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
  };
}

export interface Service extends Manifest {
  readonly spec: {
    readonly selector: Labels;
    readonly ports: readonly {
      readonly name: string;
      readonly port: number;
      readonly targetPort: number | string;
    }[];
  };
}

export interface ConfigMap extends Manifest {
  readonly data: Labels;
}

export interface Budget extends Manifest {
  readonly spec: { readonly selector: Selector };
}

export interface Autoscaler extends Manifest {
  readonly spec: {
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
    readonly metrics: readonly {
      readonly type: string;
      readonly pods?: { readonly metric: { readonly name: string } };
    }[];
  };
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

interface PolicyPort {
  readonly port: number | string;
}

export interface NetworkPolicy extends Manifest {
  readonly spec: {
    readonly podSelector: Selector;
    readonly ingress?: readonly {
      readonly from?: readonly Peer[];
      readonly ports: readonly PolicyPort[];
    }[];
    readonly egress?: readonly {
      readonly to?: readonly Peer[];
      readonly ports: readonly PolicyPort[];
    }[];
  };
}

export interface ServiceMonitor extends Manifest {
  readonly spec: {
    readonly selector: Selector;
    readonly endpoints: readonly { readonly port: string; readonly path: string }[];
  };
}

interface Kinds {
  ConfigMap: ConfigMap;
  Deployment: Deployment;
  HorizontalPodAutoscaler: Autoscaler;
  Namespace: Manifest;
  NetworkPolicy: NetworkPolicy;
  PersistentVolumeClaim: Manifest;
  PodDisruptionBudget: Budget;
  Secret: Manifest & { readonly stringData: Labels };
  Service: Service;
  ServiceAccount: Manifest;
  ServiceMonitor: ServiceMonitor;
}

/** What kustomize rendered. */
export class Manifests {
  constructor(readonly documents: readonly Manifest[]) {}

  all<Kind extends keyof Kinds>(kind: Kind): readonly Kinds[Kind][] {
    return this.documents.filter((each) => each.kind === kind) as Kinds[Kind][];
  }

  find<Kind extends keyof Kinds>(kind: Kind, name: string): Kinds[Kind] | undefined {
    return this.all(kind).find(({ metadata }) => metadata.name === name);
  }

  /** The Deployments whose pods have all of these labels. */
  selected(labels: Labels = {}): readonly Deployment[] {
    return this.all('Deployment').filter(({ spec }) =>
      hasLabels(spec.template.metadata.labels, labels),
    );
  }
}

export function hasLabels(labels: Labels | undefined, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => labels?.[name] === value);
}
