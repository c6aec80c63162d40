import type { ReasoningEnd, StreamPart } from 'llm-gateway/contracts';
import { candidateExtras, toExtraContent } from './answer-extras.js';
import { fromGeminiLogprobs } from './from-gemini-logprobs.js';
import type { GeminiCandidate } from './gemini.wire.js';
import { mapFinishReason, nativeFinishReason } from './map-finish-reason.js';
import { readGeminiPart, type AnswerContext, type AnswerPart } from './read-gemini-part.js';
import { GEMINI_REASONING_FORMAT, toSignatureMetadata } from './thought-signature.js';

type Signature = Pick<ReasoningEnd, 'signature' | 'encrypted' | 'format'>;

/** One of the answers of a stream, from its first chunk to its finish reason. */
export class CandidateStream {
  #reasoningIndex = 0;
  #isThinking = false;
  #toolCalls = 0;
  #finish: GeminiCandidate | undefined;
  #extras: Readonly<Record<string, unknown>> = {};

  constructor(
    readonly choice: number,
    private readonly context: AnswerContext,
  ) {}

  /** True once a chunk gave a finish reason. */
  get isFinished(): boolean {
    return this.#finish !== undefined;
  }

  *read(candidate: GeminiCandidate): Generator<StreamPart> {
    let logprobs = fromGeminiLogprobs(candidate.logprobsResult);
    for (const wire of candidate.content?.parts ?? []) {
      const part = readGeminiPart(wire, this.context);
      if (part.type !== 'thought') yield* this.#endReasoning();
      const spoken = part.type === 'text' && part.text !== '';
      yield* this.#say(part, spoken ? logprobs : undefined);
      if (spoken) logprobs = undefined;
    }
    if (logprobs) yield { type: 'text-delta', choice: this.choice, text: '', logprobs };
    // Early models repeat the finish reason in every chunk, so what follows still counts.
    if (candidate.finishReason) this.#finish = candidate;
    this.#extras = { ...this.#extras, ...candidateExtras(candidate) };
  }

  /** Called once, after the stream's last chunk. */
  *end(): Generator<StreamPart> {
    const { choice } = this;
    const finish = this.#finish ?? {};
    const finishReason = mapFinishReason(finish, this.#toolCalls > 0, this.context.provider);
    yield* this.#endReasoning();
    const native = nativeFinishReason(finish);
    const fields = {
      ...(native !== undefined && { native_finish_reason: native }),
      ...toExtraContent(this.#extras),
    };
    if (Object.keys(fields).length > 0)
      yield { type: 'extension-delta', choice, place: 'choice', fields };
    yield { type: 'choice-end', choice, finishReason };
  }

  *#say(part: AnswerPart, logprobs: object | undefined): Generator<StreamPart> {
    const { choice } = this;
    switch (part.type) {
      case 'thought':
        yield* this.#think(part.text, part.signature);
        break;
      case 'text':
        if (part.signature !== undefined)
          yield* this.#closeReasoning({ encrypted: part.signature });
        if (part.text !== '')
          yield { type: 'text-delta', choice, text: part.text, ...(logprobs && { logprobs }) };
        break;
      case 'call':
        yield* this.#call(part);
        break;
      case 'other':
        yield { type: 'extension-delta', choice, place: 'delta', fields: part.fields };
        break;
      default:
        part satisfies never;
    }
  }

  *#think(text: string, signature: string | undefined): Generator<StreamPart> {
    if (text !== '') {
      this.#isThinking = true;
      yield { type: 'reasoning-delta', choice: this.choice, index: this.#reasoningIndex, text };
    }
    if (signature !== undefined) yield* this.#closeReasoning({ signature });
  }

  *#call(part: Extract<AnswerPart, { readonly type: 'call' }>): Generator<StreamPart> {
    const { choice } = this;
    const { id, name, kind, signature } = part;
    const index = this.#toolCalls++;
    yield {
      type: 'tool-call-start',
      choice,
      index,
      id,
      name,
      kind,
      ...(signature !== undefined && { providerMetadata: toSignatureMetadata(signature) }),
    };
    yield { type: 'tool-call-delta', choice, index, arguments: part.arguments };
    yield { type: 'tool-call-end', choice, index };
  }

  *#endReasoning(): Generator<StreamPart> {
    if (this.#isThinking) yield* this.#closeReasoning();
  }

  *#closeReasoning(signature?: Signature): Generator<StreamPart> {
    this.#isThinking = false;
    yield {
      type: 'reasoning-end',
      choice: this.choice,
      index: this.#reasoningIndex++,
      ...(signature && { ...signature, format: GEMINI_REASONING_FORMAT }),
    };
  }
}
