/** Reads typed values out of an environment; an empty variable counts as absent. */
export class SettingsReader {
  constructor(
    private readonly environment: Readonly<Record<string, string | undefined>>,
    private readonly faults: string[],
  ) {}

  text(name: string, fallback: string): string {
    return this.environment[name]?.trim() || fallback;
  }

  integer(
    name: string,
    fallback: number,
    { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
  ): number {
    const text = this.text(name, String(fallback));
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    return this.#fault(name, text, `a whole number from ${minimum} to ${maximum}`, fallback);
  }

  flag(name: string, fallback: boolean): boolean {
    const text = this.text(name, String(fallback)).toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    return this.#fault(name, text, 'true or false', fallback);
  }

  choice<const Choice extends string>(
    name: string,
    fallback: Choice,
    choices: readonly Choice[],
  ): Choice {
    const text = this.text(name, fallback).toLowerCase();
    const found = choices.find((choice) => choice === text);
    return found ?? this.#fault(name, text, `one of ${choices.join(', ')}`, fallback);
  }

  /** An `http:` or `https:` address, without a slash at its end. */
  url(name: string, fallback: string): string {
    const text = this.text(name, fallback);
    if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text.replace(/\/+$/, '');
    return this.#fault(name, text, `an address like ${fallback}`, fallback);
  }

  /** The largest request body, in bytes; the error for a larger one names its variable. */
  maximumBodyBytes(): number {
    const limits = { minimum: 1_024, maximum: 1_073_741_824 };
    return this.integer('LLM_GATEWAY_MAX_BODY_BYTES', 10_485_760, limits);
  }

  #fault<Value>(name: string, text: string, expected: string, fallback: Value): Value {
    this.faults.push(`${name} is '${text}'; set it to ${expected}.`);
    return fallback;
  }
}
