import { Agent, Dispatcher, buildConnector } from 'undici';
import type { ConnectionWatch } from './connection-watch.js';

/** Silence after which the kernel asks whether the other side is still there; it gives up 10 s later. */
const KEEP_ALIVE_MS = 10_000;

export interface FollowingAgentOptions extends Omit<Agent.Options, 'connect'> {
  readonly connect?: buildConnector.BuildOptions;
}

/**
 * undici's `Agent`, whose connections follow DNS. When an address is gone, all its requests go to a
 * new agent from then on, whose connections resolve their names anew; the old one ends with what it
 * still carries. A connection belongs to one dispatcher inside an agent, and undici has no way to
 * retire only that.
 */
export class FollowingAgent extends Dispatcher {
  readonly #retired = new Set<Agent>();
  readonly #open: buildConnector.connector;
  readonly #options: Agent.Options;
  #current: Agent;

  constructor(
    { connect, ...options }: FollowingAgentOptions,
    private readonly watch: ConnectionWatch,
  ) {
    super();
    this.#open = buildConnector({ keepAliveInitialDelay: KEEP_ALIVE_MS, ...connect });
    this.#options = options;
    this.#current = this.#createAgent();
  }

  override dispatch(options: Agent.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return this.#current.dispatch(options, handler);
  }

  /** Takes no more requests, and resolves when the last one is over. */
  override async close(): Promise<void> {
    await Promise.all([this.#current, ...this.#retired].map((agent) => agent.close()));
  }

  override async destroy(): Promise<void> {
    await Promise.all([this.#current, ...this.#retired].map((agent) => agent.destroy()));
  }

  #createAgent(): Agent {
    const agent: Agent = new Agent({
      ...this.#options,
      connect: (target: buildConnector.Options, callback: buildConnector.Callback) =>
        this.#open(target, (...[error, socket]) => {
          if (error) return callback(error, null);
          this.watch.add(target.hostname, socket, () => this.#retire(agent));
          return callback(null, socket);
        }),
    });
    return agent;
  }

  #retire(agent: Agent): void {
    if (agent !== this.#current) return;
    this.#current = this.#createAgent();
    this.#retired.add(agent);
    void agent.close().finally(() => this.#retired.delete(agent));
  }
}
