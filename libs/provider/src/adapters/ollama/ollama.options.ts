import type { Provider } from 'llm-gateway/contracts';

/** What the quirks of an Ollama provider may say; each key is optional. */
export interface OllamaOptions {
  /**
   * Context window in tokens that the model is loaded with. Ollama's own default depends on the
   * machine and is small (reference/protocols.md 4.2), so one is always sent.
   */
  readonly numCtx: number;
  /** How long the model stays in memory: seconds, or a Go duration (`5m`); negative means always. */
  readonly keepAlive?: string | number;
  /**
   * True lets Ollama drop the oldest messages of a conversation that is too long. False, the
   * default, has it answer with an error, as every other provider does.
   */
  readonly truncate: boolean;
  /**
   * Ollama cannot be made to call a tool. `refuse` answers 400 when a request demands it; `hint`
   * offers the tools that qualify, hopes, and reports `tool_choice` as ignored.
   */
  readonly forcedToolChoice: 'refuse' | 'hint';
}

const DEFAULTS: OllamaOptions = { numCtx: 8_192, truncate: false, forcedToolChoice: 'refuse' };

/** Reads the provider's quirks. Throws an `Error` that names the key at fault and what to write. */
export function ollamaOptionsOf(provider: Provider): OllamaOptions {
  const options: { -readonly [Key in keyof OllamaOptions]: OllamaOptions[Key] } = { ...DEFAULTS };
  for (const [key, value] of Object.entries(provider.quirks)) {
    switch (key) {
      case 'numCtx':
        if (!isPositiveInteger(value))
          throw fault(provider, key, 'a whole number of tokens above 0');
        options.numCtx = value;
        break;
      case 'keepAlive':
        if (typeof value !== 'string' && typeof value !== 'number')
          throw fault(provider, key, 'a number of seconds or a duration such as "5m"');
        options.keepAlive = value;
        break;
      case 'truncate':
        if (typeof value !== 'boolean') throw fault(provider, key, 'true or false');
        options.truncate = value;
        break;
      case 'forcedToolChoice':
        if (value !== 'refuse' && value !== 'hint')
          throw fault(provider, key, '"refuse" or "hint"');
        options.forcedToolChoice = value;
        break;
      default:
        throw new Error(
          `Provider '${provider.name}' has the unknown quirk '${key}'. ` +
            'The ollama adapter knows numCtx, keepAlive, truncate and forcedToolChoice.',
        );
    }
  }
  return options;
}

function isPositiveInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function fault(provider: Provider, key: string, expected: string): Error {
  return new Error(`Quirk '${key}' of provider '${provider.name}' must be ${expected}.`);
}
