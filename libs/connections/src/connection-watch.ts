import { lookup as dnsLookup } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import { isSilent } from './is-silent.js';
import { NameHistory } from './name-history.js';

/** All the addresses of a name; rejects when it does not resolve. */
export type ResolveName = (name: string) => Promise<readonly string[]>;

export interface ConnectionWatchOptions {
  /** Milliseconds between two lookups of a name. */
  readonly intervalMs?: number;
  readonly resolve?: ResolveName;
}

/** Half of it is for an attempt to connect, whose packet the kernel repeats after one second and three. */
const INTERVAL_MS = 10_000;

interface Connection {
  readonly socket: Socket;
  readonly address: string;
  readonly port: number;
  readonly retire: () => void;
  retired: boolean;
  /** How much had come when its host was last found silent. */
  bytesWhenSilent?: number;
}

interface WatchedName {
  readonly history: NameHistory;
  readonly connections: Set<Connection>;
}

/**
 * Resolves the names of open connections every ten seconds, beside the requests, which pay nothing.
 * Connections to an address that has left DNS are retired after two answers without it: they take no
 * new request and end with what they carry. When the host does not answer attempts to connect either,
 * twice, while nothing comes from it, they are destroyed: what waits on them fails now and not at its
 * deadline, for the kernel gives up unacknowledged data only after a quarter of an hour.
 *
 * A name that does not resolve changes nothing: there is no better place to go. An age limit for
 * connections, as undici's `clientTtl`, would be simpler; it closes connections that work while DNS is
 * away, and makes public vendors' reconnect for ever.
 */
export class ConnectionWatch {
  readonly #names = new Map<string, WatchedName>();
  readonly #intervalMs: number;
  readonly #resolve: ResolveName;
  #timer: NodeJS.Timeout | undefined;

  constructor({ intervalMs = INTERVAL_MS, resolve = resolveName }: ConnectionWatchOptions = {}) {
    this.#intervalMs = intervalMs;
    this.#resolve = resolve;
  }

  /**
   * Watches an open connection until it closes. One to an address that was given as such is not.
   *
   * @param retire is called once, when the connection should take no new request
   */
  add(name: string, socket: Socket, retire: () => void): void {
    const { remoteAddress: address, remotePort: port } = socket;
    if (isIP(name.replace(/^\[|\]$/g, '')) !== 0 || address === undefined || port === undefined)
      return;
    let watched = this.#names.get(name);
    if (!watched) {
      watched = { history: new NameHistory(), connections: new Set() };
      this.#names.set(name, watched);
    }
    const { connections, history } = watched;
    const connection = { socket, address, port, retire, retired: false };
    history.expect(address);
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
    this.#timer ??= this.#schedule();
  }

  /** Stops; connections stay as they are. */
  close(): void {
    clearTimeout(this.#timer);
    this.#names.clear();
  }

  #schedule(): NodeJS.Timeout {
    return setTimeout(() => void this.#look(), this.#intervalMs).unref();
  }

  async #look(): Promise<void> {
    // One after the other: lookups take threads, which requests need too.
    for (const [name, watched] of this.#names) {
      // The history of a name without connections is kept: it knows whether the name rotates.
      if (watched.connections.size > 0) await this.#lookAt(name, watched);
    }
    this.#timer = [...this.#names.values()].some(({ connections }) => connections.size > 0)
      ? this.#schedule()
      : undefined;
  }

  async #lookAt(name: string, { history, connections }: WatchedName): Promise<void> {
    try {
      history.record(new Set(await this.#resolve(name)));
    } catch {
      return;
    }
    for (const connection of connections) {
      if (connection.retired || !history.isGone(connection.address)) continue;
      connection.retired = true;
      connection.retire();
    }
    const retired = [...connections].filter((connection) => connection.retired);
    const hosts = Map.groupBy(retired, ({ address, port }) => `${address} ${port}`);
    await Promise.all([...hosts.values()].map((group) => this.#endIfSilent(group)));
  }

  async #endIfSilent(connections: readonly Connection[]): Promise<void> {
    const [first] = connections;
    if (!first || !(await isSilent(first.address, first.port, this.#intervalMs / 2))) {
      for (const connection of connections) delete connection.bytesWhenSilent;
      return;
    }
    for (const connection of connections) {
      const { socket, bytesWhenSilent } = connection;
      connection.bytesWhenSilent = socket.bytesRead;
      if (bytesWhenSilent === socket.bytesRead) socket.destroy(hostGone());
    }
  }
}

async function resolveName(name: string): Promise<readonly string[]> {
  const addresses = await dnsLookup(name, { all: true });
  return addresses.map(({ address }) => address);
}

function hostGone(): Error {
  const message = 'The host left DNS and does not answer attempts to connect.';
  return Object.assign(new Error(message), { code: 'EHOSTUNREACH' });
}
