import type { Deadlines } from './deadlines.js';
import type { ModelEntry } from './model-facts.js';
import type { Secret } from './secret.js';

/** One upstream that the gateway may call: a vendor's account, a local server, the simulator. */
export interface Provider {
  /** Stands before the slash in `provider/model`: lower-case letters, digits, `-`, `_`. */
  readonly name: string;
  /** Name of the adapter that speaks its wire format. */
  readonly adapter: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey?: Secret;
  /** Where the key or address came from, for the start-up banner: `OPENAI_API_KEY`. */
  readonly configuredBy: string;
  /** Sent with every upstream request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Added to every upstream URL (`api-version`). */
  readonly query: Readonly<Record<string, string>>;
  readonly deadlines: Deadlines;
  /** Retries after the first attempt, within the total deadline. */
  readonly maximumRetries: number;
  /** Known models, most specific pattern first. */
  readonly models: readonly ModelEntry[];
  /** Options that only its adapter reads, validated by that adapter at boot. */
  readonly quirks: Readonly<Record<string, unknown>>;
}
