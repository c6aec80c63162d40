import type { Provider, StreamPart } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { interrupted } from '../../upstream/start-stream.js';
import { ChoiceReader } from './choice-reader.js';
import { ExtensionTracker } from './extension-tracker.js';
import { isErrorBody, mapErrorBody } from './map-openai-compatible-error.js';
import type { OpenAiCompatibleOptions } from './openai-compatible.options.js';
import type { WireAnswer, WireUsage } from './openai-compatible.wire.js';
import { findUsage, readUsage } from './read-usage.js';

/** `obfuscation` (OpenAI) and `p` (Mistral) only pad chunks, which are written anew anyway. */
const ANSWER_FIELDS = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'error',
  'obfuscation',
  'p',
]);

export interface StreamContext {
  readonly provider: Provider;
  readonly options: OpenAiCompatibleOptions;
  /** Answers that were asked for. */
  readonly expectedChoices: number;
}

/** Reads the chunks of one stream into canonical parts. */
export class ChunkReader {
  readonly #choices = new Map<number, ChoiceReader>();
  readonly #extensions = new ExtensionTracker(ANSWER_FIELDS);
  #parts: StreamPart[] = [];
  #usage: WireUsage | undefined;
  /** Fields of chunks that came before the first choice: Azure's placeholder (4.8). */
  #early: Record<string, unknown> | undefined = {};

  constructor(private readonly context: StreamContext) {}

  /** The parts that a chunk makes. */
  read(chunk: WireAnswer): StreamPart[] {
    const { provider } = this.context;
    if (isErrorBody(chunk)) throw mapErrorBody(chunk, provider);
    if (Array.isArray(chunk)) throw invalidResponse(provider, 'it is a list');
    if (chunk.x_groq?.error != null) throw mapErrorBody(chunk.x_groq, provider);
    const choices = chunk.choices ?? [];
    if (!Array.isArray(choices)) throw invalidResponse(provider, '`choices` is no list');
    this.#usage = findUsage(chunk) ?? this.#usage;
    this.#readFields(chunk, choices.length > 0);
    for (const [position, choice] of choices.entries()) {
      if (typeof choice !== 'object' || choice === null)
        throw invalidResponse(provider, 'a choice in it is no object');
      this.#choiceAt(choice.index ?? position).read(choice);
    }
    return this.#take();
  }

  /** The last parts, when the stream ended well; throws when it was cut. */
  end(done: boolean): StreamPart[] {
    const { provider, options, expectedChoices } = this.context;
    const choices = [...this.#choices.values()];
    const finished = choices.filter((choice) => choice.finished).length;
    // A body that just ends has said nothing of answers that have not even begun.
    const expected = done ? choices.length : Math.max(choices.length, expectedChoices);
    const allFinished = finished === expected;
    const needsDone = options.conformant || options.doneSentinel === 'yes';
    const needsFinish = options.conformant || !done;
    if ((needsDone && !done) || (needsFinish && !allFinished)) throw interrupted(provider);
    if (choices.length === 0) throw invalidResponse(provider, 'there is no answer in it');
    for (const choice of choices) choice.end();
    const usage = this.#usage && readUsage(this.#usage, options);
    this.#parts.push({ type: 'response-end', ...(usage && { usage }) });
    return this.#take();
  }

  #readFields(chunk: WireAnswer, hasChoices: boolean): void {
    const fields = this.#extensions.changed(chunk.x_groq ? withoutUsage(chunk) : chunk);
    if (this.#early) {
      Object.assign(this.#early, fields);
      if (hasChoices) this.#start(chunk, this.#early);
    } else if (fields) {
      this.#parts.push({ type: 'extension-delta', fields });
    }
  }

  #start(chunk: WireAnswer, extensions: Record<string, unknown>): void {
    this.#early = undefined;
    this.#parts.push({
      type: 'response-start',
      ...(chunk.id && { id: chunk.id }),
      ...(chunk.model && { model: chunk.model }),
      ...(chunk.created && { created: chunk.created }),
      ...(Object.keys(extensions).length > 0 && { extensions }),
    });
  }

  #choiceAt(index: number): ChoiceReader {
    let choice = this.#choices.get(index);
    if (!choice) {
      const { provider, options } = this.context;
      choice = new ChoiceReader(index, provider, options, (part) => this.#parts.push(part));
      this.#choices.set(index, choice);
    }
    return choice;
  }

  #take(): StreamPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }
}

/** `x_groq` once its usage, which is read, is out of it. */
function withoutUsage(chunk: WireAnswer): WireAnswer {
  const { usage: _usage, ...rest } = chunk.x_groq ?? {};
  return { ...chunk, x_groq: Object.keys(rest).length > 0 ? rest : null };
}
