import type { Provider } from 'llm-gateway/contracts';

/** What the quirks of an Anthropic provider may say; each key is optional. */
export interface AnthropicOptions {
  /**
   * Sent as `anthropic-version`. From 2026-10-21 on the API refuses all sampling parameters, so the
   * earlier version is the default (reference/protocols.md 3.0).
   */
  readonly version: string;
  /** Sent as `anthropic-beta`. */
  readonly beta: readonly string[];
  /** `x-api-key` is Anthropic's own; servers that speak its format often want `bearer`. */
  readonly authStyle: 'x-api-key' | 'bearer';
  /** Requests of a conversation get cache markers where the client set none. */
  readonly promptCaching: boolean;
}

const DEFAULTS: AnthropicOptions = {
  version: '2023-06-01',
  beta: [],
  authStyle: 'x-api-key',
  promptCaching: true,
};

/** Reads the provider's quirks. Throws an `Error` that names the key at fault and what to write. */
export function anthropicOptionsOf(provider: Provider): AnthropicOptions {
  const options: { -readonly [Key in keyof AnthropicOptions]: AnthropicOptions[Key] } = {
    ...DEFAULTS,
  };
  for (const [key, value] of Object.entries(provider.quirks)) {
    switch (key) {
      case 'version':
        if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value))
          throw fault(provider, key, 'a date such as "2023-06-01"');
        options.version = value;
        break;
      case 'beta':
        if (!isListOfNames(value)) throw fault(provider, key, 'a list of beta names');
        options.beta = value;
        break;
      case 'authStyle':
        if (value !== 'x-api-key' && value !== 'bearer')
          throw fault(provider, key, '"x-api-key" or "bearer"');
        options.authStyle = value;
        break;
      case 'promptCaching':
        if (typeof value !== 'boolean') throw fault(provider, key, 'true or false');
        options.promptCaching = value;
        break;
      default:
        throw new Error(
          `Provider '${provider.name}' has the unknown quirk '${key}'. ` +
            'The anthropic adapter knows version, beta, authStyle and promptCaching.',
        );
    }
  }
  return options;
}

/** True where the provider's API version still knows `temperature`, `top_p` and `top_k`. */
export function versionKnowsSampling({ version }: AnthropicOptions): boolean {
  return version < '2026-10-21';
}

function isListOfNames(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.every((name) => typeof name === 'string' && /^[\w.-]+$/.test(name))
  );
}

function fault(provider: Provider, key: string, expected: string): Error {
  return new Error(`Quirk '${key}' of provider '${provider.name}' must be ${expected}.`);
}
