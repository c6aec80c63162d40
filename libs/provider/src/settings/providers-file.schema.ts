import { Type, type Static } from 'typebox';
import { ModelEntryConfig } from './model-facts.schema.js';

const duration = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400_000, description }));

const DeadlinesConfig = Type.Object(
  {
    connectMs: duration('TCP and TLS connection.'),
    headersMs: duration('From the sent request to the response headers.'),
    firstTokenMs: duration('From the start to the first part of a stream, retries included.'),
    idleMs: duration('Silence between two pieces of a response body.'),
    totalMs: duration('The whole call with all its retries.'),
  },
  { additionalProperties: false, description: 'Milliseconds.' },
);

const TextByName = Type.Record(Type.String(), Type.String());

export const ProviderConfig = Type.Object(
  {
    adapter: Type.Optional(
      Type.String({
        description:
          'Wire format: openai-compatible, anthropic, gemini, ollama, simulator, or one of your own. Needed for a new provider.',
      }),
    ),
    baseUrl: Type.Optional(Type.String({ pattern: '^https?://', description: 'http(s) address.' })),
    keyVariable: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
        description: 'Environment variable with the key. The key itself never stands in this file.',
      }),
    ),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'Sent with every request; `${NAME}` is an environment variable.',
      }),
    ),
    query: Type.Optional(TextByName),
    deadlines: Type.Optional(DeadlinesConfig),
    maximumRetries: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
    quirks: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: "The adapter's own options; see docs/providers.md.",
      }),
    ),
    models: Type.Optional(
      Type.Array(ModelEntryConfig, { description: "Tried before the vendor's own table." }),
    ),
    routes: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description: 'Bare model names that go here; `*` stands for any characters.',
      }),
    ),
    disabled: Type.Optional(Type.Boolean({ description: 'Switches a shipped vendor off.' })),
  },
  { additionalProperties: false },
);

/** `config/providers.json`: adds providers, and overrides those that the gateway ships. */
export const ProvidersFile = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    providers: Type.Record(Type.String({ pattern: '^[a-z0-9][a-z0-9_-]*$' }), ProviderConfig, {
      additionalProperties: false,
    }),
  },
  { additionalProperties: false },
);

export type ProviderConfig = Static<typeof ProviderConfig>;
export type ProvidersFile = Static<typeof ProvidersFile>;
