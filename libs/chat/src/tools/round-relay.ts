import {
  ResponseCollector,
  type ChatChoice,
  type StreamPart,
  type ToolCallPart,
  type Usage,
} from 'llm-gateway/contracts';
import { BETWEEN_ROUNDS } from './join-rounds.js';
import { toolCallsOf } from './tool-calls-of.js';
import type { ToolLoopPlan } from './tool-loop-plan.js';
import type { RanToolCall, ToolRoundsExtension } from './tool-round.js';

/**
 * Makes one stream of the streams of all rounds: one start, text and thinking as they come, one end.
 * Calls wait for the end of their round, when it is known whose they are.
 */
export class RoundRelay {
  #collector = new ResponseCollector();
  #response: { readonly choice?: ChatChoice; readonly usage?: Usage } = {};
  #extensions: Readonly<Record<string, unknown>> = {};
  #heldText: StreamPart[] = [];
  #hasStarted = false;
  /** Text went out in an earlier round. */
  #hasText = false;
  #roundHasText = false;
  /** Thinking blocks of earlier rounds. */
  #reasoningBefore = 0;
  #reasoningInRound = 0;

  constructor(private readonly plan: Pick<ToolLoopPlan, 'lastTextOnly'>) {}

  async *relay(parts: AsyncIterable<StreamPart>): AsyncGenerator<StreamPart> {
    this.#collector = new ResponseCollector();
    this.#heldText = [];
    this.#reasoningBefore += this.#reasoningInRound;
    this.#reasoningInRound = 0;
    this.#roundHasText = false;
    for await (const part of parts) {
      this.#collector.add(part);
      const out = this.#pass(part);
      if (out) yield out;
    }
    const { choices, usage } = this.#collector.response;
    const [choice] = choices;
    this.#response = { ...(choice && { choice }), ...(usage && { usage }) };
  }

  /** What the round came to. */
  endRound(): { readonly choice?: ChatChoice; readonly usage?: Usage } {
    this.#hasText ||= this.#roundHasText;
    return this.#response;
  }

  *tellStart({ id, name, arguments: given }: ToolCallPart): Generator<StreamPart> {
    yield* tell({ id, name, arguments: given, status: 'started' });
  }

  *tellEnd({ call, outcome }: RanToolCall): Generator<StreamPart> {
    const status = outcome.success ? 'completed' : 'failed';
    const error = outcome.success ? null : outcome.error;
    yield* tell({
      id: call.id,
      name: call.name,
      status,
      error,
      duration_ms: outcome.durationMs,
    });
  }

  /** @param last the last round's answer, with the calls that are the client's */
  *end(
    last: ChatChoice | undefined,
    usage: Usage | undefined,
    extension: { readonly gateway: ToolRoundsExtension },
  ): Generator<StreamPart> {
    yield* this.#heldText;
    if (last) {
      for (const [index, call] of toolCallsOf(last).entries()) yield* streamCall(call, index);
      yield { type: 'choice-end', choice: 0, finishReason: last.finishReason };
    }
    const extensions = { ...this.#extensions, ...extension };
    yield { type: 'response-end', ...(usage && { usage }), extensions };
  }

  #pass(part: StreamPart): StreamPart | undefined {
    switch (part.type) {
      case 'response-start':
        if (this.#hasStarted) return undefined;
        this.#hasStarted = true;
        return part;
      case 'text-delta': {
        const isFirst = this.#hasText && !this.#roundHasText;
        this.#roundHasText = true;
        const out = isFirst ? { ...part, text: BETWEEN_ROUNDS + part.text } : part;
        if (!this.plan.lastTextOnly) return out;
        this.#heldText.push(part);
        return undefined;
      }
      case 'reasoning-delta':
      case 'reasoning-end':
        this.#reasoningInRound = Math.max(this.#reasoningInRound, part.index + 1);
        return { ...part, index: part.index + this.#reasoningBefore };
      case 'response-end':
        this.#extensions = { ...this.#extensions, ...part.extensions };
        return undefined;
      case 'tool-call-start':
      case 'tool-call-delta':
      case 'tool-call-end':
      case 'choice-end':
        return undefined;
      case 'refusal-delta':
      case 'extension-delta':
        return part;
      default:
        return part satisfies never;
    }
  }
}

function* streamCall(call: ToolCallPart, index: number): Generator<StreamPart> {
  const { type: _, arguments: given, ...start } = call;
  yield { type: 'tool-call-start', choice: 0, index, ...start };
  yield { type: 'tool-call-delta', choice: 0, index, arguments: given };
  yield { type: 'tool-call-end', choice: 0, index };
}

/** In a chunk of its own, at once; strict clients want a choice in every chunk. */
function* tell(event: object): Generator<StreamPart> {
  yield { type: 'extension-delta', fields: { gateway: { tool_call: event } } };
  yield { type: 'extension-delta', choice: 0, place: 'delta', fields: {} };
}
