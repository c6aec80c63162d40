import type {
  ReasoningEnd,
  ResponseEnd,
  ResponseStart,
  StreamPart,
  ToolCallStart,
} from 'llm-gateway/contracts';
import { chatCompletionId, nowInSeconds } from './chat-completion-id.js';
import type { ChatStreamOptions } from './encode-chat-stream.js';
import { encodeReasoningDetail } from './encode-reasoning-detail.js';
import { encodeUsage } from './encode-usage.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Writes chunks as the strict helpers of both OpenAI SDKs need them (reference/protocols.md 1.4):
 * `role` once for each choice, `id`, `type` and `name` once for each tool call, then arguments only.
 */
export class ChatChunkEncoder {
  readonly #openedChoices = new Set<number>();
  /** Tool calls with free text instead of JSON arguments, as `choice:index`. */
  readonly #customCalls = new Set<string>();
  /** Thinking text so far, by `choice:index`. */
  readonly #reasoning = new Map<string, string>();
  readonly #tail: string;
  #head = '';
  /** Top-level fields that wait for the next chunk: one of their own would have no choices. */
  #waiting: Fields | undefined;
  /** The finish of a choice, held back so that fields which come after it have a chunk to stand in. */
  #finish: { readonly choice: number; readonly reason: string } | undefined;

  constructor(private readonly options: Pick<ChatStreamOptions, 'model' | 'includeUsage'>) {
    this.#tail = options.includeUsage ? ',"usage":null}\n\n' : '}\n\n';
  }

  /** Zero or more whole server-sent events. */
  encode(part: StreamPart): string {
    switch (part.type) {
      case 'response-start':
        return this.#start(part);
      case 'text-delta':
        return this.#delta(part.choice, { content: part.text }, logprobsOf(part));
      case 'refusal-delta':
        return this.#delta(part.choice, { refusal: part.text }, logprobsOf(part));
      case 'reasoning-delta':
        this.#gatherReasoning(part.choice, part.index, part.text);
        return this.#delta(part.choice, { reasoning_content: part.text });
      case 'reasoning-end':
        return this.#endReasoning(part);
      case 'tool-call-start':
        return this.#startToolCall(part);
      case 'tool-call-delta': {
        const { choice, index } = part;
        const piece = this.#customCalls.has(`${choice}:${index}`)
          ? { index, custom: { input: part.arguments } }
          : { index, function: { arguments: part.arguments } };
        return this.#delta(choice, { tool_calls: [piece] });
      }
      case 'tool-call-end':
        return '';
      case 'extension-delta':
        return this.#extension(part.choice, part.place, part.fields);
      case 'choice-end':
        return this.#holdFinish(part.choice, JSON.stringify(part.finishReason));
      case 'response-end':
        return this.#end(part);
      default:
        return part satisfies never;
    }
  }

  #start({ id, created, model, extensions }: ResponseStart): string {
    const head = JSON.stringify({
      id: chatCompletionId(id),
      object: 'chat.completion.chunk',
      created: created ?? nowInSeconds(),
      model: model ?? this.options.model,
      ...extensions,
    });
    this.#head = `data: ${head.slice(0, -1)},"choices":[`;
    return '';
  }

  #gatherReasoning(choice: number, index: number, text: string): void {
    const key = `${choice}:${index}`;
    this.#reasoning.set(key, (this.#reasoning.get(key) ?? '') + text);
  }

  /** One detail with the whole block, so that a client can send it back as it is. */
  #endReasoning(part: ReasoningEnd): string {
    const text = this.#reasoning.get(`${part.choice}:${part.index}`) ?? '';
    const detail = encodeReasoningDetail({ ...part, text }, part.index);
    return this.#delta(part.choice, { reasoning_details: [detail] });
  }

  #startToolCall({ choice, index, id, name, kind, providerMetadata }: ToolCallStart): string {
    const call =
      kind === 'custom'
        ? { index, id, type: 'custom', custom: { name, input: '' } }
        : { index, id, type: 'function', function: { name, arguments: '' } };
    if (kind === 'custom') this.#customCalls.add(`${choice}:${index}`);
    // As OpenAI does: an answer that begins with a call has no content, not an empty one.
    return (
      this.#open(choice, 'null') +
      this.#delta(choice, {
        tool_calls: [{ ...call, ...(providerMetadata && { extra_content: providerMetadata }) }],
      })
    );
  }

  #extension(choice: number | undefined, place: string | undefined, fields: Fields): string {
    if (choice === undefined) return this.#wait(fields);
    if (place === 'delta') return this.#delta(choice, fields);
    return this.#choice(choice, '{}', 'null', fields);
  }

  #delta(choice: number, delta: Fields, beside?: Fields): string {
    return this.#choice(choice, JSON.stringify(delta), 'null', beside);
  }

  #choice(choice: number, delta: string, finishReason: string, beside?: Fields): string {
    const before = this.#releaseFinish() + this.#open(choice);
    return before + this.#chunk(choice, delta, finishReason, beside);
  }

  /** The first chunk of a choice names the role, once. */
  #open(choice: number, content: '""' | 'null' = '""'): string {
    if (this.#openedChoices.has(choice)) return '';
    this.#openedChoices.add(choice);
    if (this.#head === '') this.#start({ type: 'response-start' });
    const delta = `{"role":"assistant","content":${content},"refusal":null}`;
    return this.#releaseFinish() + this.#chunk(choice, delta, 'null');
  }

  #chunk(choice: number, delta: string, finishReason: string, beside?: Fields): string {
    const more = beside === undefined ? '' : members(beside);
    return `${this.#head}{"index":${choice},"delta":${delta},"finish_reason":${finishReason}${more}}]${this.#takeWaiting()}${this.#tail}`;
  }

  #holdFinish(choice: number, reason: string): string {
    const before = this.#releaseFinish() + this.#open(choice);
    this.#finish = { choice, reason };
    return before;
  }

  #releaseFinish(): string {
    if (!this.#finish) return '';
    const { choice, reason } = this.#finish;
    this.#finish = undefined;
    return this.#chunk(choice, '{}', reason);
  }

  /** Many clients read `choices[0]` of every chunk, so that only usage may come without choices. */
  #wait(fields: Fields): string {
    const collides = Object.keys(fields).some((name) => Object.hasOwn(this.#waiting ?? {}, name));
    const before = collides ? this.#choice(0, '{}', 'null') : '';
    this.#waiting = { ...this.#waiting, ...fields };
    return before;
  }

  #takeWaiting(): string {
    if (!this.#waiting) return '';
    const fields = this.#waiting;
    this.#waiting = undefined;
    return members(fields);
  }

  #end({ usage, extensions }: ResponseEnd): string {
    if (this.#head === '') this.#start({ type: 'response-start' });
    let events = '';
    if (extensions && Object.keys(extensions).length > 0) events += this.#wait(extensions);
    events += this.#releaseFinish();
    if (this.options.includeUsage && usage)
      events += `${this.#head}]${this.#takeWaiting()},"usage":${JSON.stringify(encodeUsage(usage))}}\n\n`;
    if (this.#waiting) events += this.#choice(0, '{}', 'null');
    return `${events}data: [DONE]\n\n`;
  }
}

/** Fields as JSON text to stand behind the others of an object. */
function members(fields: Fields): string {
  const text = JSON.stringify(fields);
  return text === '{}' ? '' : `,${text.slice(1, -1)}`;
}

function logprobsOf({ logprobs }: { readonly logprobs?: unknown }): Fields | undefined {
  return logprobs === undefined ? undefined : { logprobs };
}
