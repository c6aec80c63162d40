import {
  ResponseCollector,
  type CallScope,
  type ChatCall,
  type ChatResponse,
  type StreamPart,
} from 'llm-gateway/contracts';
import type { RoutedModel } from 'llm-gateway/provider';
import { turnMessages, type SessionTurn, type WireMessage } from 'llm-gateway/sessions';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { encodeChoice, type EncodedChoice } from '../openai/encode-chat-response.js';
import { toSessionCall } from '../to-chat-call.js';
import { toSessionRequest } from './to-session-request.js';

/** A chat that continues a session: the history before its messages, its answer after them. */
export class SessionChat {
  /** The model that the request names, or else the session. */
  readonly model: string | undefined;
  readonly #added: readonly WireMessage[];

  /** Throws `invalid_request` when the messages do not fit what the session waits for. */
  constructor(
    private readonly turn: SessionTurn,
    private readonly body: ChatCompletionRequest,
  ) {
    const sent = body.messages as unknown as readonly WireMessage[];
    this.model = body.model ?? turn.session.defaults.model;
    this.#added = turnMessages(turn.history, sent);
  }

  /** Throws `context_length_exceeded` when the session wants nothing left out and the model cannot read all. */
  toCall(routed: RoutedModel, scope: CallScope): ChatCall {
    const { session, history } = this.turn;
    const request = toSessionRequest(
      { session, history, added: this.#added, body: this.body },
      routed.model.facts,
    );
    scope.historyMessages = history.length - request.dropped;
    scope.historyDropped = request.dropped;
    return toSessionCall(request, routed, scope);
  }

  /** Stores the turn with the answer's first choice; when it resolves, every replica reads it. */
  async keep(first: EncodedChoice | undefined): Promise<void> {
    if (first) await this.turn.commit([...this.#added, first.message]);
  }

  /** The same for a stream: the turn is stored before its last part goes out. */
  async *keepStream(parts: AsyncIterable<StreamPart>): AsyncGenerator<StreamPart> {
    const collector = new ResponseCollector();
    for await (const part of parts) {
      collector.add(part);
      if (part.type === 'response-end') await this.keep(firstChoice(collector.response));
      yield part;
    }
  }
}

function firstChoice({ choices: [first] }: ChatResponse): EncodedChoice | undefined {
  return first && encodeChoice(first);
}
