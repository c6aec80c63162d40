import { createHash } from 'node:crypto';

/** What a request's input is billed by; the three counters exclude each other. */
export interface AnthropicInputUsage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
}

/** Prices of input in units of one plain token (reference/protocols.md 3.2 names the counters). */
const PRICE = { plain: 1, write: 1.25, read: 0.1 };
const CHARACTERS_PER_TOKEN = 4;
/** Positions that are looked at for each marker, its own included. */
const LOOKBACK_BLOCKS = 20;

interface Block {
  /** Names everything up to the end of this block. */
  readonly prefix: string;
  /** Tokens up to the end of this block. */
  readonly tokens: number;
  readonly isMarked: boolean;
}

/**
 * The prompt cache of a fake Anthropic, with its bill, as
 * https://platform.claude.com/docs/en/build-with-claude/prompt-caching describes them: prefixes over
 * tools, system and messages are written at each marker and read by later requests, which look for
 * them at most 20 blocks back from each of their markers. It knows the life of five minutes only,
 * and takes four characters of JSON for a token.
 */
export class AnthropicPromptCache {
  /** A prefix with fewer tokens is silently not kept; 1,024 to 4,096, depending on the model. */
  minimumTokens = 1_024;
  lifeMs = 300_000;
  /** What all input since the start cost, in units of one plain input token. */
  billed = 0;
  readonly #expiries = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Reads and writes what the request's markers say, and adds to the bill. */
  use(request: any): AnthropicInputUsage {
    const now = this.now();
    const blocks = blocksOf(request);
    const total = blocks.at(-1)?.tokens ?? 0;
    const marked = [...blocks.keys()].filter(
      (index) => blocks[index]!.isMarked && blocks[index]!.tokens >= this.minimumTokens,
    );
    const found = marked
      .map((index) => this.#lookBack(blocks, index, now))
      .filter((index) => index >= 0);
    for (const index of [...found, ...marked])
      this.#expiries.set(blocks[index]!.prefix, now + this.lifeMs);
    const read = blocks[Math.max(-1, ...found)]?.tokens ?? 0;
    const kept = Math.max(read, blocks[marked.at(-1) ?? -1]?.tokens ?? 0);
    const usage = {
      input_tokens: total - kept,
      cache_creation_input_tokens: kept - read,
      cache_read_input_tokens: read,
    };
    this.billed += inputCostOf(usage);
    return usage;
  }

  /** Forgets what was written and billed. */
  reset(): void {
    this.#expiries.clear();
    this.billed = 0;
  }

  /** Index of the last block at or before the marker that ends a live prefix; -1 without one. */
  #lookBack(blocks: readonly Block[], marker: number, now: number): number {
    for (let index = marker; index > marker - LOOKBACK_BLOCKS && index >= 0; index -= 1)
      if ((this.#expiries.get(blocks[index]!.prefix) ?? 0) > now) return index;
    return -1;
  }
}

/** In units of one plain input token. */
export function inputCostOf(usage: AnthropicInputUsage): number {
  return (
    usage.input_tokens * PRICE.plain +
    usage.cache_creation_input_tokens * PRICE.write +
    usage.cache_read_input_tokens * PRICE.read
  );
}

function blocksOf({ model, tools, system, messages, tool_choice, thinking }: any): Block[] {
  const blocks: Block[] = [];
  let prefix = String(model);
  let tokens = 0;
  const extend = (text: string) =>
    (prefix = createHash('sha256').update(prefix).update(text).digest('base64'));
  const add = ({ cache_control, ...block }: any) => {
    const text = JSON.stringify(block);
    extend(text);
    tokens += Math.ceil(text.length / CHARACTERS_PER_TOKEN);
    blocks.push({ prefix, tokens, isMarked: cache_control !== undefined });
  };
  for (const tool of tools ?? []) add(tool);
  for (const block of asBlocks(system)) add(block);
  // A change of these makes the messages anew, not what stands before them.
  extend(JSON.stringify({ tool_choice, thinking }));
  for (const { role, content } of messages) {
    extend(role);
    for (const block of asBlocks(content)) add(block);
  }
  return blocks;
}

function asBlocks(content: any): any[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
}
