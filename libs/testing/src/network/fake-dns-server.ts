import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6, type AddressInfo } from 'node:net';
import { AUTHORITATIVE_ANSWER, RECURSION_AVAILABLE, decode, encode } from 'dns-packet';

/** RFC 1035, 4.1.1: the response code is the low four bits of the flags. */
const RESPONSE_CODES = { SERVFAIL: 2, NXDOMAIN: 3 } as const;

/** Addresses, a refusal, or no answer at all. */
export type FakeDnsAnswer = readonly string[] | keyof typeof RESPONSE_CODES | 'silence';

/** A DNS server over UDP that answers what a test tells it. Other names do not exist. */
export class FakeDnsServer {
  readonly #answers = new Map<string, FakeDnsAnswer>();
  /** Names that were asked for, one for each question. */
  readonly questions: string[] = [];

  private constructor(private readonly socket: Socket) {
    socket.on('message', (message, { port, address }) => {
      const answer = this.#answer(message);
      if (answer) socket.send(answer, port, address);
    });
  }

  /** @param port 0 for any that is free */
  static async start(address = '127.0.0.1', port = 0): Promise<FakeDnsServer> {
    const socket = createSocket('udp4');
    socket.bind(port, address);
    await once(socket, 'listening');
    return new FakeDnsServer(socket);
  }

  /** As `Resolver.setServers()` takes it. */
  get server(): string {
    const { address, port } = this.socket.address() as AddressInfo;
    return `${address}:${port}`;
  }

  /** From now on; nobody may keep it: its time to live is zero. */
  answerWith(name: string, answer: FakeDnsAnswer): void {
    this.#answers.set(name, answer);
  }

  async close(): Promise<void> {
    this.socket.close();
    await once(this.socket, 'close');
  }

  #answer(message: Buffer): Buffer | undefined {
    const { id, questions = [] } = decode(message);
    const [question] = questions;
    const name = question?.name.toLowerCase() ?? '';
    this.questions.push(name);
    const answer = this.#answers.get(name) ?? 'NXDOMAIN';
    if (answer === 'silence') return undefined;
    const code = typeof answer === 'string' ? RESPONSE_CODES[answer] : 0;
    const addresses = typeof answer === 'string' ? [] : answer;
    return encode({
      type: 'response',
      ...(id !== undefined && { id }),
      flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | code,
      questions,
      answers: addresses
        .map((data) => ({ type: isIPv6(data) ? 'AAAA' : 'A', name, ttl: 0, data }) as const)
        .filter(({ type }) => type === question?.type),
    });
  }
}
