import type { FinishReason, Provider, StreamPart } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { REASONING_FORMAT, type AnthropicReading } from './anthropic-encoding.js';
import type { AnthropicBlock, AnthropicDelta } from './anthropic.wire.js';
import { customTextOf, isJsonAnswer } from './from-anthropic-response.js';
import { JsonObjectText } from './json-object-text.js';
import { mapCitations } from './map-citations.js';
import type { MessageCollector } from './message-collector.js';
import { mintToolCallId } from '../../upstream/mint-tool-call-id.js';

/** How the block at one index of the stream is passed on. */
type Open =
  | { readonly type: 'text'; readonly start: number }
  | { readonly type: 'reasoning'; readonly index: number }
  | { readonly type: 'tool-call'; readonly index: number; readonly isCustom: boolean }
  /** The tool call that is the answer. */
  | { readonly type: 'json-answer' }
  | { readonly type: 'other' };

/**
 * Translates content blocks as they are streamed. Tool calls and thinking are counted in the order
 * of their appearance, whatever index their blocks have.
 */
export class BlockReader {
  readonly #open = new Map<number, Open>();
  #toolCalls = 0;
  #reasonings = 0;
  /** Characters of text so far: where annotations stand. */
  #length = 0;
  readonly #jsonObject: JsonObjectText | undefined;
  /** Text that may turn out to stand beside an answer that is a tool's input. */
  #heldText = '';
  #hasJsonAnswer = false;

  constructor(
    private readonly reading: AnthropicReading,
    private readonly provider: Provider,
  ) {
    this.#jsonObject = reading.jsonObject ? new JsonObjectText() : undefined;
  }

  get hasToolCalls(): boolean {
    return this.#toolCalls > 0;
  }

  /** A block that came whole. */
  *whole(block: AnthropicBlock): Generator<StreamPart> {
    yield* this.open(-1, block);
    yield* this.close(-1, block);
  }

  *open(index: number, block: AnthropicBlock): Generator<StreamPart> {
    switch (block.type) {
      case 'text':
        this.#open.set(index, { type: 'text', start: this.#length });
        if (block.text) yield* this.#text(block.text);
        return;
      case 'thinking':
      case 'redacted_thinking': {
        const reasoning = this.#reasonings++;
        this.#open.set(index, { type: 'reasoning', index: reasoning });
        if (block.thinking)
          yield { type: 'reasoning-delta', choice: 0, index: reasoning, text: block.thinking };
        return;
      }
      case 'tool_use':
        if (!this.#hasJsonAnswer && isJsonAnswer(block, this.reading)) {
          this.#hasJsonAnswer = true;
          this.#open.set(index, { type: 'json-answer' });
          yield* this.#setAsideText();
        } else yield* this.#openToolCall(index, block);
        return;
      default:
        this.#open.set(index, { type: 'other' });
    }
  }

  *extend(
    index: number,
    delta: AnthropicDelta,
    collector: MessageCollector,
  ): Generator<StreamPart> {
    if (!collector.blockAt(index)) {
      const missing = blockFor(delta);
      if (!missing) throw invalidResponse(this.provider, 'a block goes on that never began');
      yield* this.open(index, collector.openBlock(index, missing));
    }
    if (!collector.extendBlock(index, delta)) {
      const fields = { anthropic_deltas: [delta] };
      return yield { type: 'extension-delta', choice: 0, place: 'delta', fields };
    }
    const open = this.#open.get(index);
    if (open?.type === 'text' && delta.text) yield* this.#text(delta.text);
    if (open?.type === 'reasoning' && delta.thinking)
      yield { type: 'reasoning-delta', choice: 0, index: open.index, text: delta.thinking };
    if (open?.type === 'tool-call' && !open.isCustom && delta.partial_json)
      yield {
        type: 'tool-call-delta',
        choice: 0,
        index: open.index,
        arguments: delta.partial_json,
      };
    if (open?.type === 'json-answer' && delta.partial_json)
      yield { type: 'text-delta', choice: 0, text: delta.partial_json };
  }

  /** `block` is the whole of it. */
  *close(index: number, block: AnthropicBlock): Generator<StreamPart> {
    const open = this.#open.get(index);
    this.#open.delete(index);
    switch (open?.type) {
      case undefined:
        return;
      case 'text': {
        const fields = mapCitations(block.citations, open.start, this.#length);
        if (Object.keys(fields).length > 0)
          yield { type: 'extension-delta', choice: 0, place: 'delta', fields };
        return;
      }
      case 'reasoning':
        yield { type: 'reasoning-end', choice: 0, index: open.index, ...proofOf(block) };
        return;
      case 'tool-call': {
        const call = { choice: 0, index: open.index };
        const whole = block.input_json || JSON.stringify(block.input ?? {});
        if (open.isCustom)
          yield { type: 'tool-call-delta', ...call, arguments: customTextOf(whole) };
        else if (!block.input_json) yield { type: 'tool-call-delta', ...call, arguments: whole };
        yield { type: 'tool-call-end', ...call };
        return;
      }
      case 'json-answer':
        if (!block.input_json)
          yield { type: 'text-delta', choice: 0, text: JSON.stringify(block.input ?? {}) };
        return;
      case 'other':
        yield this.#setAside(block);
        return;
      default:
        open satisfies never;
    }
  }

  /** Passes on what was held back, and checks the answer where its form was asked for. */
  *end(finishReason: FinishReason): Generator<StreamPart> {
    if (this.#heldText !== '') yield { type: 'text-delta', choice: 0, text: this.#heldText };
    const rest = this.#jsonObject?.end() ?? '';
    if (rest !== '') yield { type: 'text-delta', choice: 0, text: rest };
    if (finishReason === 'stop') this.#jsonObject?.check(this.provider);
  }

  *#openToolCall(index: number, block: AnthropicBlock): Generator<StreamPart> {
    if (this.#heldText !== '') {
      yield { type: 'text-delta', choice: 0, text: this.#heldText };
      this.#heldText = '';
    }
    const name = block.name ?? '';
    const isCustom = this.reading.customTools.has(name);
    const call = this.#toolCalls++;
    this.#open.set(index, { type: 'tool-call', index: call, isCustom });
    yield {
      type: 'tool-call-start',
      choice: 0,
      index: call,
      id: block.id || mintToolCallId(),
      name: this.reading.toolNames.toClient(name),
      kind: isCustom ? 'custom' : 'function',
    };
  }

  *#text(text: string): Generator<StreamPart> {
    this.#length += text.length;
    if (this.reading.jsonTool !== undefined) {
      this.#heldText += text;
      if (this.#hasJsonAnswer) yield* this.#setAsideText();
      return;
    }
    const passed = this.#jsonObject ? this.#jsonObject.push(text) : text;
    if (passed !== '') yield { type: 'text-delta', choice: 0, text: passed };
  }

  *#setAsideText(): Generator<StreamPart> {
    if (this.#heldText !== '') yield this.#setAside({ type: 'text', text: this.#heldText });
    this.#heldText = '';
  }

  /** Hidden from the content, kept for who knows it. */
  #setAside(block: AnthropicBlock): StreamPart {
    const { input_json: _, ...whole } = block;
    const fields = { anthropic_blocks: [whole] };
    return { type: 'extension-delta', choice: 0, place: 'delta', fields };
  }
}

/** What must go back with the block for Anthropic to know its own thinking. */
function proofOf({ signature, data }: AnthropicBlock): {
  signature?: string;
  encrypted?: string;
  format?: string;
} {
  if (data) return { encrypted: data, format: REASONING_FORMAT };
  return signature ? { signature, format: REASONING_FORMAT } : {};
}

/** The block whose beginning a proxy lost; a tool call cannot do without its name. */
function blockFor({ type }: AnthropicDelta): AnthropicBlock | undefined {
  if (type === 'text_delta' || type === 'citations_delta') return { type: 'text', text: '' };
  if (type === 'thinking_delta' || type === 'signature_delta') return { type: 'thinking' };
  return undefined;
}
