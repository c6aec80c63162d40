import type { Setting } from './setting.js';

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Reads typed values out of an environment; an empty variable counts as absent. Each read says in a few
 * words what the setting is about, and for a number its unit.
 */
export class SettingsReader {
  readonly #settings = new Map<string, Setting>();

  constructor(
    private readonly environment: Readonly<Record<string, string | undefined>>,
    private readonly faults: string[],
  ) {}

  /** All that were read so far, in their order. */
  get settings(): readonly Setting[] {
    return [...this.#settings.values()];
  }

  text(name: string, fallback: string, about: string, expected = 'text'): string {
    this.#settings.set(name, { name, about, fallback, expected });
    return this.environment[name]?.trim() || fallback;
  }

  integer(name: string, fallback: number, { minimum, maximum }: Range, about: string): number {
    const expected = `a whole number from ${minimum} to ${maximum}`;
    const text = this.text(name, String(fallback), about, expected);
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    return this.#fault(name, text, expected, fallback);
  }

  flag(name: string, fallback: boolean, about: string): boolean {
    const expected = 'true or false';
    const text = this.text(name, String(fallback), about, expected).toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    return this.#fault(name, text, expected, fallback);
  }

  choice<const Choice extends string>(
    name: string,
    fallback: Choice,
    choices: readonly Choice[],
    about: string,
  ): Choice {
    const expected = `one of ${choices.join(', ')}`;
    const text = this.text(name, fallback, about, expected).toLowerCase();
    const found = choices.find((choice) => choice === text);
    return found ?? this.#fault(name, text, expected, fallback);
  }

  /** Entries between commas; empty ones are left out. */
  list(name: string, fallback: string, about: string): readonly string[] {
    return this.text(name, fallback, about, 'a list, separated by commas')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  }

  /** An `http:` or `https:` address, without a slash at its end. */
  url(name: string, fallback: string, about: string): string {
    const expected = 'an address that begins with http:// or https://';
    const text = this.text(name, fallback, about, expected);
    if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text.replace(/\/+$/, '');
    return this.#fault(name, text, `an address like ${fallback}`, fallback);
  }

  /** The largest request body, in bytes; the error for a larger one names its variable. */
  maximumBodyBytes(): number {
    const limits = { minimum: 1_024, maximum: 1_073_741_824 };
    const about = 'Largest request body, in bytes';
    return this.integer('LLM_GATEWAY_MAX_BODY_BYTES', 10_485_760, limits, about);
  }

  /** For settings that are wrong together: a line that names them and the fix. */
  complain(fault: string): void {
    this.faults.push(fault);
  }

  #fault<Value>(name: string, text: string, expected: string, fallback: Value): Value {
    this.faults.push(`${name} is '${text}'; set it to ${expected}.`);
    return fallback;
  }
}
