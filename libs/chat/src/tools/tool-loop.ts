import type {
  ChatAnswer,
  ChatCall,
  ChatChoice,
  ChatMessage,
  ChatResponse,
  StreamPart,
  ToolCallPart,
  ToolChoice,
  Usage,
} from 'llm-gateway/contracts';
import type { WireMessage } from 'llm-gateway/sessions';
import { addUsage, tokensOf } from './add-usage.js';
import { joinRounds } from './join-rounds.js';
import { withRequest } from './with-request.js';
import { RoundRelay } from './round-relay.js';
import { roundTranscript } from './round-transcript.js';
import { toolCallsOf } from './tool-calls-of.js';
import type { ToolLoopPlan } from './tool-loop-plan.js';
import {
  encodeRound,
  toToolMessage,
  type RanToolCall,
  type ToolRoundsExtension,
  type ToolStop,
} from './tool-round.js';

/** What the loop needs of the gateway around it. */
export interface ToolLoopHost {
  /** Asks the model once. */
  ask(call: ChatCall): Promise<ChatAnswer>;
  /** Is there a tool of this name that the gateway can run? */
  knows(name: string): boolean;
  /** Runs them in parallel, and gives each outcome as it is there. */
  run(calls: readonly ToolCallPart[], limitMs: number): AsyncIterable<RanToolCall>;
}

/**
 * Asks the model, runs the tools that it calls, tells it the results, and so on until it answers or a
 * limit is met. Calls of tools that the gateway does not know end the loop and go to the client.
 */
export class ToolLoop {
  readonly #rounds: RanToolCall[][] = [];
  readonly #answers: ChatChoice[] = [];
  readonly #transcript: WireMessage[] = [];
  readonly #endsAt: number;
  #usage: Usage | undefined;
  #stoppedBy: ToolStop | undefined;

  constructor(
    private readonly call: ChatCall,
    private readonly plan: ToolLoopPlan,
    private readonly host: ToolLoopHost,
    limitMs: number,
  ) {
    this.#endsAt = performance.now() + limitMs;
  }

  /** All messages of the exchange, the answer last: what a session stores of it. */
  get transcript(): readonly WireMessage[] {
    return this.#transcript;
  }

  /** Resolves with the whole answer, or when the stream of the first round has started. */
  async chat(): Promise<ChatAnswer> {
    const first = await this.host.ask(this.call);
    if (first.type === 'stream') return { type: 'stream', parts: this.#stream(first.parts) };
    return { type: 'response', response: await this.#complete(first) };
  }

  async #complete(first: ChatAnswer): Promise<ChatResponse> {
    let call = this.call;
    for (let answer = first; ; answer = await this.host.ask(call)) {
      const response = wholeOf(answer);
      const [choice] = response.choices;
      this.#usage = addUsage(this.#usage, response.usage);
      if (!choice) return this.#extend(response);
      const runnable = this.#next(choice);
      const ran: RanToolCall[] = [];
      for await (const each of this.#run(runnable)) ran.push(each);
      const own = this.#endRound(choice, ran);
      if (runnable.length === 0 || this.#stoppedBy) return this.#join(response, own);
      call = this.#follow(call, choice);
    }
  }

  async *#stream(first: AsyncIterable<StreamPart>): AsyncGenerator<StreamPart> {
    let call = this.call;
    const relay = new RoundRelay(this.plan);
    for (let parts = first; ; parts = partsOf(await this.host.ask(call))) {
      yield* relay.relay(parts);
      const { choice, usage } = relay.endRound();
      this.#usage = addUsage(this.#usage, usage);
      const runnable = choice ? this.#next(choice) : [];
      const ran: RanToolCall[] = [];
      if (this.plan.includeEvents) for (const each of runnable) yield* relay.tellStart(each);
      for await (const each of this.#run(runnable)) {
        ran.push(each);
        if (this.plan.includeEvents) yield* relay.tellEnd(each);
      }
      const own = choice && this.#endRound(choice, ran);
      if (!choice || runnable.length === 0 || this.#stoppedBy)
        return yield* relay.end(own, this.#usage, this.#extension());
      call = this.#follow(call, choice);
    }
  }

  /** The calls to run now; none when the model is done, or a limit is met. */
  #next(choice: ChatChoice): readonly ToolCallPart[] {
    const calls = toolCallsOf(choice);
    const runnable = calls.filter(({ kind, name }) => kind === 'function' && this.host.knows(name));
    if (runnable.length === 0) return [];
    this.#stoppedBy = this.#limitMet();
    if (this.#stoppedBy) return [];
    if (runnable.length < calls.length) this.#stoppedBy = 'client_tools';
    return runnable;
  }

  #limitMet(): ToolStop | undefined {
    if (this.#rounds.length >= this.plan.maximumRounds) return 'max_tool_rounds';
    if (tokensOf(this.#usage) >= this.plan.maximumTokens) return 'max_tool_tokens';
    return performance.now() >= this.#endsAt ? 'timeout' : undefined;
  }

  async *#run(calls: readonly ToolCallPart[]): AsyncIterable<RanToolCall> {
    if (calls.length > 0) yield* this.host.run(calls, this.#endsAt - performance.now());
  }

  /** Keeps the round, and returns what of it is for the client: its calls that nobody ran. */
  #endRound(choice: ChatChoice, ran: readonly RanToolCall[]): ChatChoice {
    // In the order of the calls, whichever ended first: a transcript is to be the same each time.
    const order = toolCallsOf(choice);
    const sorted = ran.toSorted(
      (one, other) => order.indexOf(one.call) - order.indexOf(other.call),
    );
    if (sorted.length > 0) this.#rounds.push(sorted);
    this.#transcript.push(...roundTranscript(choice, sorted));
    const done: ReadonlySet<unknown> = new Set(ran.map(({ call }) => call));
    const parts = choice.message.parts.filter((part) => !done.has(part));
    const own = { ...choice, message: { ...choice.message, parts } };
    this.#answers.push(own);
    return own;
  }

  #follow(call: ChatCall, choice: ChatChoice): ChatCall {
    const { request } = call;
    const results = (this.#rounds.at(-1) ?? []).map(toToolMessage);
    const messages: readonly ChatMessage[] = [...request.messages, choice.message, ...results];
    const { toolChoice, messagesSentBefore } = request;
    return withRequest(call, {
      ...request,
      messages,
      ...(toolChoice && { toolChoice: freed(toolChoice) }),
      ...(messagesSentBefore !== undefined && { messagesSentBefore: request.messages.length }),
    });
  }

  #join(response: ChatResponse, own: ChatChoice): ChatResponse {
    const choice = joinRounds(this.#answers, own, this.plan.lastTextOnly);
    return this.#extend({ ...response, choices: [choice] });
  }

  #extend(response: ChatResponse): ChatResponse {
    return {
      ...response,
      ...(this.#usage && { usage: this.#usage }),
      extensions: { ...response.extensions, ...this.#extension() },
    };
  }

  #extension(): { readonly gateway: ToolRoundsExtension } {
    const { includeResults } = this.plan;
    return {
      gateway: {
        tool_rounds: this.#rounds.map((round) => encodeRound(round, includeResults)),
        ...(this.#stoppedBy && { stopped_by: this.#stoppedBy, messages: this.#transcript }),
      },
    };
  }
}

/** A model that must call a tool each time would never answer. */
function freed(choice: ToolChoice): ToolChoice {
  if (choice.type === 'allowed') return { ...choice, mode: 'auto' };
  return choice.type === 'none' ? choice : { type: 'auto' };
}

function wholeOf(answer: ChatAnswer): ChatResponse {
  if (answer.type === 'response') return answer.response;
  throw new TypeError(`A call of a tool loop was answered by a ${answer.type}.`);
}

function partsOf(answer: ChatAnswer): AsyncIterable<StreamPart> {
  if (answer.type === 'stream') return answer.parts;
  throw new TypeError(`A call of a tool loop was answered by a ${answer.type}.`);
}
