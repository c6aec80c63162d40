import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const ip = (...parameters: readonly string[]): string =>
  execFileSync('ip', parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * A network of its own for one process, joined to this machine by a virtual cable: the process has an
 * address, a DNS server at `host` and sees the addresses that a test adds on this side. Linux, root.
 */
export class NetworkNamespace {
  /** 198.18.0.0/15 is for tests (RFC 2544); workers of one test run have different process ids. */
  readonly #subnet = `198.18.${process.pid % 250}`;
  readonly #name = `llm-gateway-${process.pid}`;
  readonly #cable = `llmgw${process.pid}`;
  /** Of the process inside. */
  readonly address = `${this.#subnet}.1`;
  /** Of this side of the cable; the process inside looks for DNS here, on port 53. */
  readonly host = `${this.#subnet}.254`;
  /** Before a command line, has it run inside. */
  readonly command: readonly string[] = ['ip', 'netns', 'exec', this.#name];
  readonly #removed = new Set<string>();

  /** Throws where the machine does not permit it. */
  constructor() {
    ip('netns', 'add', this.#name);
    try {
      this.#connect();
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** Why there are none on this machine; undefined when there are. */
  static whyNot(): string | undefined {
    try {
      new NetworkNamespace().remove();
      return undefined;
    } catch (error) {
      return (error as Error).message.trim();
    }
  }

  /** An address of this side, such as a pod has. */
  addAddress(last: number): string {
    const address = `${this.#subnet}.${last}`;
    ip('address', 'add', `${address}/32`, 'dev', this.#cable);
    return address;
  }

  /** From now on what is sent to it vanishes: no reset, no unreachable, as when a node loses power. */
  loseAddress(address: string): void {
    ip('route', 'add', 'blackhole', `${address}/32`);
    this.#removed.add(address);
    ip('address', 'del', `${address}/32`, 'dev', this.#cable);
  }

  remove(): void {
    for (const address of this.#removed) ip('route', 'del', 'blackhole', `${address}/32`);
    this.#removed.clear();
    // The cable goes with its end.
    ip('netns', 'del', this.#name);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #folder(): string {
    return `/etc/netns/${this.#name}`;
  }

  #connect(): void {
    mkdirSync(this.#folder, { recursive: true });
    const resolver = `nameserver ${this.host}\noptions timeout:1 attempts:2\n`;
    writeFileSync(`${this.#folder}/resolv.conf`, resolver);
    const inside = ['-netns', this.#name];
    ip('link', 'add', this.#cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', this.#name);
    ip('address', 'add', `${this.host}/24`, 'dev', this.#cable);
    ip('link', 'set', this.#cable, 'up');
    ip(...inside, 'address', 'add', `${this.address}/24`, 'dev', 'eth0');
    ip(...inside, 'link', 'set', 'lo', 'up');
    ip(...inside, 'link', 'set', 'eth0', 'up');
    // Behind a router: a neighbour that is gone would be noticed by its missing ARP answers.
    ip(...inside, 'route', 'del', `${this.#subnet}.0/24`);
    ip(...inside, 'route', 'add', `${this.host}/32`, 'dev', 'eth0');
    ip(...inside, 'route', 'add', 'default', 'via', this.host);
    const hardware = readFileSync(`/sys/class/net/${this.#cable}/address`, 'utf8').trim();
    ip(...inside, 'neighbour', 'replace', this.host, 'lladdr', hardware, 'dev', 'eth0');
  }
}
