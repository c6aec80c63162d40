import type { Deadlines, ModelEntry } from 'llm-gateway/contracts';

/**
 * A vendor that the gateway knows. Its settings are `<PREFIX>_API_KEY` and `<PREFIX>_BASE_URL`;
 * a key switches it on, and so does a base URL where no key is needed.
 */
export interface VendorEntry {
  /** Stands before the slash in `vendor/model`. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly adapter: string;
  /** Prefix of its environment variables: `OPENAI`. */
  readonly variablePrefix: string;
  /** Absent where each customer has an address of its own (Azure). */
  readonly baseUrl?: string;
  readonly needsKey: boolean;
  /** Part of every gateway, without any setting (the simulator). */
  readonly alwaysOn?: boolean;
  /** Switched on without any setting when something answers at its base URL (Ollama). */
  readonly detect?: boolean;
  /** Bare model names that belong to it; `*` stands for any characters. */
  readonly routes: readonly string[];
  readonly models: readonly ModelEntry[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly deadlines?: Partial<Deadlines>;
  readonly quirks?: Readonly<Record<string, unknown>>;
}
