import { inspect } from 'node:util';

/**
 * A value that must not leave the process by accident: it prints, serialises and inspects as
 * `[redacted]`. Call `reveal()` only where the value goes on the wire.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}
