/** What a client sends beside the stream flag. */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: 'user'; readonly content: string }[];
  readonly [field: string]: unknown;
}

export interface ChatAnswer {
  readonly text: string;
  /** It is the answer to an earlier request with the same `Idempotency-Key`. */
  readonly isReplayed: boolean;
}

/** One way in which applications call the gateway. Never asks twice; throws a `ChatFailure`. */
export interface ChatClient {
  readonly name: 'openai' | 'fetch';
  /** @param idempotencyKey sent as the header of that name */
  ask(body: ChatBody, stream: boolean, idempotencyKey?: string): Promise<ChatAnswer>;
}
