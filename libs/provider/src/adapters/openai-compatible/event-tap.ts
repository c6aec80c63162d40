import type { CallScope, GatewayError, Provider } from 'llm-gateway/contracts';
import { toGatewayError } from 'llm-gateway/contracts';
import { invalidResponse, parseUpstreamJson } from '../../upstream/parse-upstream-json.js';
import { interrupted } from '../../upstream/start-stream.js';
import { isErrorBody, mapErrorBody } from './map-openai-compatible-error.js';
import { optionsOf } from './openai-compatible.options.js';
import type { WireAnswer } from './openai-compatible.wire.js';
import { recordAnswer } from './record-answer.js';
import { stripNullUsage, stripUsage } from './strip-usage.js';

/** A chunk that says more than the next piece of text. */
const TELLING = /"usage"\s*:\s*\{|"finish_reason"\s*:\s*"|"error"\s*:/;

export interface TapContext {
  readonly provider: Provider;
  readonly scope: CallScope;
  /** False: what the gateway asked for beyond the client's wish is taken out. */
  readonly includeUsage: boolean;
}

/**
 * Reads along in a stream of server-sent events that passes through as bytes. The bytes of all events
 * that a network chunk completes go on together and, when nothing must come out of them, uncopied. An
 * event is parsed only when it is the first, ends an answer, counts tokens or tells of an error; of
 * the others only the frame is checked. Bytes are looked at as Latin-1, which keeps every one of them.
 */
export class EventTap {
  #pending: Buffer[] = [];
  #started = false;
  #done = false;
  #failure: GatewayError | undefined;

  constructor(private readonly context: TapContext) {}

  /** The first chunk of the answer has been seen, and it was good. */
  get started(): boolean {
    return this.#started;
  }

  /** `[DONE]` has been seen. */
  get done(): boolean {
    return this.#done;
  }

  /** Why the stream cannot go on after the bytes that were given out so far. */
  get failure(): GatewayError | undefined {
    return this.#failure;
  }

  /** The events that this network chunk completes, ready to be sent; undefined when there are none. */
  push(chunk: Buffer): Buffer | undefined {
    if (this.#done || this.#failure) return undefined;
    const end = endOfLastEvent(chunk, this.#pending.at(-1));
    if (end === 0) {
      this.#pending.push(chunk);
      return undefined;
    }
    const head = end === chunk.length ? chunk : chunk.subarray(0, end);
    const block = this.#pending.length > 0 ? Buffer.concat([...this.#pending, head]) : head;
    this.#pending = end < chunk.length ? [chunk.subarray(end)] : [];
    return this.#pass(block);
  }

  /** What is left when the body has ended. A last event may lack its blank line; [DONE] may not be missing. */
  end(): Buffer | undefined {
    if (this.#done || this.#failure) return undefined;
    const rest = Buffer.concat(this.#pending).toString('latin1').trimEnd();
    this.#pending = [];
    const passed = isWhole(rest)
      ? this.#passText(`${rest}

`)
      : '';
    if (!this.#done) this.#failure ??= interrupted(this.context.provider);
    return passed === '' ? undefined : Buffer.from(passed, 'latin1');
  }

  #pass(block: Buffer): Buffer | undefined {
    const text = block.toString('latin1');
    const passed = this.#passText(text.includes('\r') ? text.replaceAll('\r\n', '\n') : text);
    if (passed === '') return undefined;
    return passed === text ? block : Buffer.from(passed, 'latin1');
  }

  /** Checks whole events; gives back those that go on. */
  #passText(text: string): string {
    let passed = '';
    let from = 0;
    let at = 0;
    const telling = TELLING.test(text);
    while (at < text.length && !this.#done) {
      const blankLine = text.indexOf('\n\n', at);
      const end = blankLine < 0 ? text.length : blankLine + 2;
      const plain = text.startsWith('data: {', at) && text.charCodeAt(end - 3) === CLOSING_BRACE;
      if (!plain || !this.#started || telling) {
        const event = text.slice(at, end);
        const kept = this.#inspect(event, plain);
        if (kept !== event) {
          passed += text.slice(from, at) + (kept ?? '');
          from = end;
        }
        if (this.#failure) break;
      }
      at = end;
    }
    passed = from === 0 && at === text.length ? text : passed + text.slice(from, at);
    return this.context.includeUsage || passed === '' ? passed : stripNullUsage(passed);
  }

  /** The event as it goes on; undefined when nothing of it does. */
  #inspect(event: string, plain: boolean): string | undefined {
    try {
      if (plain && this.#started && !TELLING.test(event)) return event;
      return this.#read(event);
    } catch (error) {
      this.#failure = toGatewayError(error);
      return undefined;
    }
  }

  #read(event: string): string | undefined {
    const { provider, scope, includeUsage } = this.context;
    const data = dataOf(event);
    if (data === undefined) return event;
    if (data.trim() === '[DONE]') {
      if (!this.#started) throw invalidResponse(provider, 'there is no answer in it');
      this.#done = true;
      return event;
    }
    const chunk = parseUpstreamJson<WireAnswer>(Buffer.from(data, 'latin1').toString(), provider);
    if (isErrorBody(chunk) || /^event: ?error\b/m.test(event)) throw mapErrorBody(chunk, provider);
    if (!Array.isArray(chunk.choices)) throw invalidResponse(provider, '`choices` is no list');
    this.#started = true;
    recordAnswer(chunk, scope, optionsOf(provider));
    if (includeUsage || chunk.usage == null) return event;
    const stripped = stripUsage(chunk);
    return stripped && `data: ${Buffer.from(JSON.stringify(stripped)).toString('latin1')}\n\n`;
  }
}

const CLOSING_BRACE = 0x7d;

/** The data of an event; undefined for comments. */
function dataOf(event: string): string | undefined {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  return lines.length === 0 ? undefined : lines.map((line) => line.slice(5)).join('\n');
}

/** False for the beginning of an event, which is what a cut stream ends with. */
function isWhole(event: string): boolean {
  const data = dataOf(event)?.trim();
  if (data === undefined || data === '[DONE]') return data !== undefined;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

/** Where the last whole event of a chunk ends, 0 when none does. Blank lines may be CRLF or cut in two. */
function endOfLastEvent(chunk: Buffer, before: Buffer | undefined): number {
  const { length } = chunk;
  if (chunk[length - 1] === 0x0a && chunk[length - 2] === 0x0a) return length;
  const tail = before ? before.subarray(-3) : EMPTY;
  const text = tail.toString('latin1') + chunk.toString('latin1');
  const end = Math.max(endOf(text, '\n\n'), endOf(text, '\n\r\n'));
  return Math.max(0, end - tail.length);
}

const EMPTY = Buffer.alloc(0);

function endOf(text: string, blankLine: string): number {
  const at = text.lastIndexOf(blankLine);
  return at < 0 ? 0 : at + blankLine.length;
}
