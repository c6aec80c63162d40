import type { FinishReason, Provider, StreamPart } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { ExtensionTracker } from './extension-tracker.js';
import { mapFinishReason } from './map-finish-reason.js';
import { mapErrorBody } from './map-openai-compatible-error.js';
import type { OpenAiCompatibleOptions } from './openai-compatible.options.js';
import type { WireChoice, WireContentPart, WireMessage } from './openai-compatible.wire.js';
import { ReasoningTracker } from './reasoning-tracker.js';
import { ThinkTagSplitter, type SplitText } from './think-tag-splitter.js';
import { ToolCallTracker } from './tool-call-tracker.js';

/** `index` is Mistral's repetition of the choice's index inside the delta. */
const MESSAGE_FIELDS = new Set([
  'role',
  'index',
  'content',
  'refusal',
  'reasoning',
  'reasoning_content',
  'reasoning_details',
  'tool_calls',
  'function_call',
]);
const CHOICE_FIELDS = new Set([
  'index',
  'delta',
  'message',
  'finish_reason',
  'logprobs',
  'usage',
  'error',
]);

/** Reads one choice, in pieces or whole, into canonical parts. */
export class ChoiceReader {
  readonly #reasoning: ReasoningTracker;
  readonly #tools: ToolCallTracker;
  readonly #splitter: ThinkTagSplitter | undefined;
  readonly #deltaExtensions = new ExtensionTracker(MESSAGE_FIELDS, true);
  readonly #choiceExtensions = new ExtensionTracker(CHOICE_FIELDS);
  /** The log probabilities that wait for the piece of text which they belong to. */
  #logprobs: unknown;
  #finish: string | undefined;

  constructor(
    private readonly choice: number,
    private readonly provider: Provider,
    private readonly options: OpenAiCompatibleOptions,
    private readonly emit: (part: StreamPart) => void,
  ) {
    this.#reasoning = new ReasoningTracker(choice, emit);
    this.#tools = new ToolCallTracker(choice, provider, emit);
    if (options.reasoning.responseField === 'think-tags') this.#splitter = new ThinkTagSplitter();
  }

  get finished(): boolean {
    return this.#finish !== undefined;
  }

  read(wire: WireChoice): void {
    if (wire.error != null) throw mapErrorBody(wire, this.provider);
    this.#logprobs = wire.logprobs ?? undefined;
    const message = wire.delta ?? wire.message;
    if (message) this.#readMessage(message);
    if (hasLogprobs(this.#logprobs)) this.#emitText('');
    const extensions = this.#choiceExtensions.changed(wire);
    if (extensions) this.#extend('choice', extensions);
    if (wire.finish_reason) this.#readFinish(wire.finish_reason);
  }

  /** Closes what is open. A vendor that ended its stream properly but gave no reason just stopped. */
  end(): void {
    for (const split of this.#splitter?.end() ?? []) this.#emitSplit(split);
    this.#reasoning.close();
    this.#tools.end();
    const { reason, unknown } = mapFinishReason(
      this.#finish ?? 'stop',
      this.#tools.any,
      this.options,
    );
    if (unknown !== undefined) this.#extend('choice', { native_finish_reason: unknown });
    const finishReason = reason as FinishReason;
    this.emit({ type: 'choice-end', choice: this.choice, finishReason });
  }

  #readMessage(message: WireMessage): void {
    if (typeof message !== 'object')
      throw invalidResponse(this.provider, 'a message in it is no object');
    this.#readReasoning(message);
    const { content, refusal, tool_calls: toolCalls, function_call: functionCall } = message;
    if (typeof content === 'string') this.#readText(content);
    else if (Array.isArray(content)) this.#readContentParts(content);
    if (refusal) this.#emitRefusal(refusal);
    const extensions = this.#deltaExtensions.changed(message);
    if (extensions) this.#extend('delta', extensions);
    if (functionCall) this.#readToolCall({ index: 0, type: 'function', function: functionCall });
    if (Array.isArray(toolCalls)) for (const call of toolCalls) this.#readToolCall(call);
  }

  /** One field is read: vendors that fill several say the same in each. */
  #readReasoning(message: WireMessage): void {
    const { reasoning_details: details } = message;
    if (Array.isArray(details) && details.length > 0)
      for (const detail of details) this.#reasoning.detail(detail);
    else if (message.reasoning_content) this.#reasoning.text(message.reasoning_content);
    else if (typeof message.reasoning === 'string' && message.reasoning !== '')
      this.#reasoning.text(message.reasoning);
  }

  #readContentParts(parts: readonly WireContentPart[]): void {
    const unknown = parts.filter((part) => !this.#readContentPart(part));
    if (unknown.length > 0) this.#extend('delta', { content_parts: unknown });
  }

  /** False for a part that has no canonical word (Mistral's references). */
  #readContentPart(part: WireContentPart): boolean {
    const { type, thinking, text, refusal, signature } = part;
    if (type === 'thinking' || thinking != null) {
      const pieces = typeof thinking === 'string' ? [{ text: thinking }] : (thinking ?? []);
      this.#reasoning.text(pieces.map((piece) => piece.text ?? '').join(''), signature);
    } else if (type === 'refusal' || refusal != null) {
      if (refusal) this.#emitRefusal(refusal);
    } else if (typeof text === 'string') {
      this.#readText(text);
    } else {
      return false;
    }
    return true;
  }

  #readText(text: string): void {
    if (text === '') return;
    if (!this.#splitter) return this.#emitText(text);
    for (const split of this.#splitter.push(text)) this.#emitSplit(split);
  }

  #emitSplit({ kind, text }: SplitText): void {
    if (kind === 'reasoning') this.#reasoning.text(text);
    else this.#emitText(text);
  }

  #emitText(text: string): void {
    if (text !== '') this.#reasoning.close();
    this.emit({ type: 'text-delta', choice: this.choice, text, ...this.#takeLogprobs() });
  }

  #emitRefusal(text: string): void {
    this.#reasoning.close();
    this.emit({ type: 'refusal-delta', choice: this.choice, text, ...this.#takeLogprobs() });
  }

  #takeLogprobs(): { logprobs: unknown } | undefined {
    if (this.#logprobs === undefined) return undefined;
    const logprobs = this.#logprobs;
    this.#logprobs = undefined;
    return { logprobs };
  }

  #readToolCall(call: Parameters<ToolCallTracker['read']>[0]): void {
    this.#reasoning.close();
    this.#tools.read(call);
  }

  #readFinish(finish: string): void {
    if (mapFinishReason(finish, false, this.options).reason === 'error')
      throw mapErrorBody(
        { message: `The answer ended with finish reason '${finish}'.`, code: finish },
        this.provider,
      );
    this.#finish ??= finish;
  }

  #extend(place: 'delta' | 'choice', fields: Readonly<Record<string, unknown>>): void {
    this.emit({ type: 'extension-delta', choice: this.choice, place, fields });
  }
}

/** OpenAI's object with at least one entry; `{content: null, refusal: null}` says nothing. */
function hasLogprobs(logprobs: unknown): boolean {
  if (typeof logprobs !== 'object' || logprobs === null) return false;
  return Object.values(logprobs).some((list) => Array.isArray(list) && list.length > 0);
}
