import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not_ready';
  readonly version: string;
  readonly checks: Readonly<Record<string, boolean>>;
  readonly details?: Readonly<
    Record<
      string,
      {
        readonly required: boolean;
        readonly since: string;
        readonly latency_ms: number | null;
        readonly last_error: { readonly message: string; readonly at: string } | null;
      }
    >
  >;
}

/** Asks a gateway how it is. */
export class HealthClient {
  constructor(private readonly gateway: { readonly url: string }) {}

  get(path = '/ready'): Promise<Response> {
    return fetch(`${this.gateway.url}/health${path}`);
  }

  /** The status code, and what it said. */
  async read(path = '/ready'): Promise<[number, Readiness]> {
    const response = await this.get(path);
    return [response.status, (await response.json()) as Readiness];
  }

  /** Asks until it is so; throws with the last answer after 20 seconds. */
  async until(isSo: (body: Readiness) => boolean, path = '/ready'): Promise<[number, Readiness]> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const [code, body] = await this.read(path);
      if (isSo(body)) return [code, body];
      if (performance.now() > giveUpAt) throw new Error(`Still ${JSON.stringify(body)}`);
      await sleep(20);
    }
  }
}
