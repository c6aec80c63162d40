const MISSED_ANSWERS = 2;
const MAXIMUM_MISSED_ANSWERS = 30;

/**
 * What a name resolved to over time. An address is gone when two answers in a row did not have it. A
 * name whose addresses come back after that rotates: it shows some of many, as large vendors do. Each
 * time it is believed half as fast, down to thirty answers, so that connections to a vendor are not
 * closed for nothing, each of which costs a TLS handshake.
 */
export class NameHistory {
  /** Answers in a row that lacked it, of each address that was seen. */
  readonly #missed = new Map<string, number>();
  #patience = MISSED_ANSWERS;

  /** Takes an answer: all the addresses of the name. */
  record(addresses: ReadonlySet<string>): void {
    for (const [address, missed] of this.#missed)
      if (!addresses.has(address)) this.#missed.set(address, missed + 1);
    let cameBack = false;
    for (const address of addresses) {
      cameBack ||= this.isGone(address);
      this.#missed.set(address, 0);
    }
    if (cameBack) this.#patience = Math.min(this.#patience * 2, MAXIMUM_MISSED_ANSWERS);
    for (const [address, missed] of this.#missed)
      if (missed > 2 * MAXIMUM_MISSED_ANSWERS) this.#missed.delete(address);
  }

  isGone(address: string): boolean {
    return (this.#missed.get(address) ?? 0) >= this.#patience;
  }

  /** There is a connection to it: it is looked for in the answers to come. */
  expect(address: string): void {
    if (!this.#missed.has(address)) this.#missed.set(address, 0);
  }
}
