import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from 'llm-gateway/testing';
import { clusterIp, reverseProxy } from './nginx-blocks.js';
import { NginxProcess } from './nginx-process.js';
import { Pod, type PodEnd } from './pod.js';
import { probeReadiness } from './readiness-probe.js';
import type { ClusterTimings } from './timings.js';

export interface ClusterOptions {
  readonly timings: ClusterTimings;
  readonly replicas: number;
  /** Of each gateway. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether a pod that starts leaves the processor to those that serve; needs root. */
  readonly startApart?: boolean;
}

const START_MS = 60_000;

/** kubelet, Deployment and Service of Kubernetes, played around gateways in processes of their own. */
export class Cluster {
  readonly #pods: Pod[] = [];
  #endpoints = '';
  #updated = Promise.resolve();
  #isStopped = false;

  private constructor(
    private readonly options: ClusterOptions,
    private readonly service: NginxProcess,
    private readonly proxy: NginxProcess,
  ) {}

  /** Resolves when all replicas are ready. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const service = await NginxProcess.start(clusterIp([]));
    const proxy = await NginxProcess.start(reverseProxy(service.port));
    const cluster = new Cluster(options, service, proxy);
    try {
      await Promise.all(Array.from({ length: options.replicas }, () => cluster.addPod()));
      await cluster.propagated();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** Of the Service, and of a reverse proxy before it. */
  get urls(): readonly string[] {
    return [this.service.url, this.proxy.url];
  }

  get pods(): readonly Pod[] {
    return this.#pods.filter(({ isGone, isTerminating }) => !isGone && !isTerminating);
  }

  /** Pods that new connections go to. */
  get endpoints(): number {
    return this.#endpoints === '' ? 0 : this.#endpoints.split(',').length;
  }

  /** Resolves when its probe has found it ready. */
  async addPod(): Promise<Pod> {
    const { environment, timings, startApart = false } = this.options;
    const preStop = { LLM_GATEWAY_PRE_STOP_DELAY_MS: `${timings.preStopDelayMs}` };
    const pod = await Pod.start({ ...preStop, ...environment }, startApart);
    this.#pods.push(pod);
    void probeReadiness(pod, timings, () => void this.#updateEndpoints());
    await eventually(() => pod.isReady, 'a new pod is ready', START_MS);
    if (startApart) pod.joinOthers();
    return pod;
  }

  async deletePod(pod: Pod): Promise<PodEnd> {
    const { gracePeriodMs } = this.options.timings;
    const ending = pod.terminate(gracePeriodMs);
    void this.#updateEndpoints();
    const end = await ending;
    this.#pods.splice(this.#pods.indexOf(pod), 1);
    return end;
  }

  /** A pod that is no more leaves the cluster, and a new one comes. */
  async replaceCrashed(pod: Pod): Promise<void> {
    pod.isGone = true;
    this.#pods.splice(this.#pods.indexOf(pod), 1);
    await this.addPod();
  }

  /** maxSurge 1, maxUnavailable 0: one new pod is ready before an old one goes, for each in turn. */
  async roll(): Promise<readonly PodEnd[]> {
    const ends: PodEnd[] = [];
    for (const old of this.pods) {
      await this.addPod();
      ends.push(await this.deletePod(old));
    }
    return ends;
  }

  /** After the last change of the endpoints has reached every connection that is made from then on. */
  async propagated(): Promise<void> {
    await sleep(this.options.timings.propagationMs + 500);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#updated;
    for (const pod of this.#pods) {
      await pod.crash();
      pod.isGone = true;
    }
    await this.proxy.stop();
    await this.service.stop();
  }

  async #updateEndpoints(): Promise<void> {
    const wanted = this.#pods.filter((pod) => pod.isReady && !pod.isTerminating);
    const ports = wanted.map(({ port }) => port);
    await sleep(this.options.timings.propagationMs, undefined, { ref: false });
    // One after the other: the last change must be the last that nginx reads.
    this.#updated = this.#updated.then(() => this.#apply(ports));
    await this.#updated;
  }

  async #apply(ports: readonly number[]): Promise<void> {
    if (this.#isStopped || ports.join() === this.#endpoints) return;
    this.#endpoints = ports.join();
    await this.service.reload(clusterIp(ports));
  }
}
