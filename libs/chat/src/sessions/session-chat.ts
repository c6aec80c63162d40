import { ResponseCollector, type ChatResponse, type StreamPart } from 'llm-gateway/contracts';
import { turnMessages, type SessionTurn, type WireMessage } from 'llm-gateway/sessions';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { encodeChoice, type EncodedChoice } from '../openai/encode-chat-response.js';
import { messagesSentBefore } from './messages-sent-before.js';

/** A chat that continues a session: the history before its messages, its answer after them. */
export class SessionChat {
  /** The request with the history in it. */
  readonly body: ChatCompletionRequest;
  readonly messagesSentBefore: number | undefined;
  readonly #added: readonly WireMessage[];

  /** Throws `invalid_request` when the messages do not fit what the session waits for. */
  constructor(
    private readonly turn: SessionTurn,
    body: ChatCompletionRequest,
  ) {
    const { history, session } = turn;
    const { system, model } = session.defaults;
    this.#added = turnMessages(history, body.messages as unknown as readonly WireMessage[]);
    this.messagesSentBefore = messagesSentBefore(session.defaults, history);
    const messages = [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...history.map(({ message }) => message),
      ...this.#added,
    ];
    this.body = {
      ...body,
      model: body.model ?? model,
      messages,
    } as unknown as ChatCompletionRequest;
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
