import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { FakeUpstream } from 'llm-gateway/testing';
import { startGateway, type TestGateway } from './start-gateway.js';
import { SUBJECTS, type Subject } from './subjects.js';

export interface GatewayOptions {
  readonly subjects?: readonly Subject[];
  /** The gateway's own retries; 0 unless told otherwise, so that a test sees each failure. */
  readonly maximumRetries?: number;
  /** Milliseconds, by deadline. */
  readonly deadlines?: Readonly<Record<string, number>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Content of `models.json`. */
  readonly models?: object;
}

/** A running gateway with a fake vendor behind each subject. */
export class GatewayUnderTest {
  readonly #upstreams = new Map<string, FakeUpstream>();
  #gateway: TestGateway | undefined;
  #configDir: string | undefined;

  async start(options: GatewayOptions): Promise<void> {
    const subjects = options.subjects ?? SUBJECTS;
    for (const { name, vendor } of subjects)
      this.#upstreams.set(name, await FakeUpstream.start(vendor));
    this.#configDir = await mkdtemp(join(tmpdir(), 'llm-gateway-e2e-'));
    const providers = subjects.map((subject) => [subject.name, this.#configure(subject, options)]);
    await writeFile(
      join(this.#configDir, 'providers.json'),
      JSON.stringify({ providers: Object.fromEntries(providers) }),
    );
    if (options.models)
      await writeFile(join(this.#configDir, 'models.json'), JSON.stringify(options.models));
    this.#gateway = await startGateway({
      LLM_GATEWAY_CONFIG_DIR: this.#configDir,
      ...Object.assign({}, ...subjects.map((subject) => this.#variablesOf(subject))),
      ...options.environment,
    });
  }

  /** Forgets what the fakes were told and have seen. */
  reset(): void {
    for (const upstream of this.#upstreams.values()) upstream.reset();
  }

  async close(): Promise<void> {
    await this.#gateway?.close();
    for (const upstream of this.#upstreams.values()) await upstream.close();
    if (this.#configDir !== undefined) await rm(this.#configDir, { recursive: true });
  }

  /** Without a trailing slash. */
  get url(): string {
    if (!this.#gateway) throw new Error('The gateway has not been started.');
    return this.#gateway.url;
  }

  upstreamOf({ name }: Pick<Subject, 'name'>): FakeUpstream {
    const upstream = this.#upstreams.get(name);
    if (!upstream) throw new Error(`There is no fake behind '${name}'.`);
    return upstream;
  }

  get upstreams(): readonly FakeUpstream[] {
    return [...this.#upstreams.values()];
  }

  #configure(subject: Subject, { maximumRetries = 0, deadlines }: GatewayOptions): object {
    return {
      maximumRetries,
      ...(deadlines && { deadlines }),
      ...(subject.variablePrefix === undefined && {
        adapter: 'openai-compatible',
        baseUrl: this.#baseUrlOf(subject),
        quirks: { authStyle: 'none', ...subject.quirks },
      }),
    };
  }

  #variablesOf(subject: Subject): Record<string, string> {
    const { variablePrefix } = subject;
    if (variablePrefix === undefined) return {};
    return {
      [`${variablePrefix}_API_KEY`]: 'test-key',
      [`${variablePrefix}_BASE_URL`]: this.#baseUrlOf(subject),
    };
  }

  #baseUrlOf(subject: Subject): string {
    return this.upstreamOf(subject).url + subject.basePath;
  }
}

/** A gateway for all tests of a file; the fakes are reset before each. */
export function useGateway(options: GatewayOptions = {}): GatewayUnderTest {
  const gateway = new GatewayUnderTest();
  beforeAll(() => gateway.start(options));
  beforeEach(() => gateway.reset());
  afterAll(() => gateway.close());
  return gateway;
}
