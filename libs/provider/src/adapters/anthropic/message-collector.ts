import type { Provider } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import type {
  AnthropicBlock,
  AnthropicDelta,
  AnthropicEvent,
  AnthropicMessage,
} from './anthropic.wire.js';
import { mergeUsage } from './anthropic-usage.js';

type Mutable<Wire> = { -readonly [Field in keyof Wire]: Wire[Field] };

/**
 * Puts a message together from the events of a stream, as it would have come without streaming: to
 * read it whole, or to send it back when the turn goes on (`pause_turn`).
 */
export class MessageCollector {
  #message: Mutable<AnthropicMessage> | undefined;
  readonly #content: Mutable<AnthropicBlock>[] = [];
  readonly #open = new Map<number, Mutable<AnthropicBlock>>();
  #isComplete = false;

  constructor(private readonly provider: Provider) {}

  /** True when the protocol's last event has come. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  get message(): AnthropicMessage {
    return { ...this.#message, content: this.#content };
  }

  /**
   * False for a `message_start` that only repeats an earlier one, as proxies do. One of another
   * message goes on with that message between two blocks; inside a block the answer is lost.
   */
  start(message: AnthropicMessage): boolean {
    if (this.#message) {
      if (this.#message.id === message.id) return false;
      if (this.#open.size > 0)
        throw invalidResponse(this.provider, 'another message begins inside a content block');
    }
    const { usage: earlier } = this.#message ?? {};
    this.#message = { ...this.#message, ...message };
    const usage = mergeUsage(earlier, message.usage);
    if (usage) this.#message.usage = usage;
    if (Array.isArray(message.content)) this.#content.push(...message.content);
    return true;
  }

  openBlock(index: number, block: AnthropicBlock): AnthropicBlock {
    const opened = { ...block };
    this.#open.set(index, opened);
    this.#content.push(opened);
    return opened;
  }

  blockAt(index: number): AnthropicBlock | undefined {
    return this.#open.get(index);
  }

  get openIndexes(): readonly number[] {
    return [...this.#open.keys()];
  }

  /** False for a kind of delta that is not known. */
  extendBlock(index: number, delta: AnthropicDelta): boolean {
    const block = this.#open.get(index);
    if (!block) return false;
    switch (delta.type) {
      case 'text_delta':
        block.text = (block.text ?? '') + (delta.text ?? '');
        return true;
      case 'thinking_delta':
        block.thinking = (block.thinking ?? '') + (delta.thinking ?? '');
        return true;
      case 'signature_delta':
        block.signature = delta.signature ?? '';
        return true;
      case 'input_json_delta':
        block.input_json = (block.input_json ?? '') + (delta.partial_json ?? '');
        return true;
      case 'citations_delta':
        if (delta.citation) block.citations = [...(block.citations ?? []), delta.citation];
        return true;
      default:
        return false;
    }
  }

  closeBlock(index: number): AnthropicBlock | undefined {
    const block = this.#open.get(index);
    this.#open.delete(index);
    if (block?.input_json) block.input = parseOrText(block.input_json);
    return block;
  }

  update({ delta, usage }: AnthropicEvent): void {
    this.#message = { ...this.#message, ...withoutNulls(delta) };
    const merged = mergeUsage(this.#message.usage, usage);
    if (merged) this.#message.usage = merged;
  }

  stop(): void {
    this.#isComplete = true;
  }
}

/** An input that was cut off stays the text that it is. */
function parseOrText(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function withoutNulls(fields: object | undefined): object {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== null));
}
