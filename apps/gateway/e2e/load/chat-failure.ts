/** A chat that did not get its whole, right answer, as its client saw it. */
export class ChatFailure extends Error {
  constructor(
    /** `503 session_store_unavailable`, `connection closed`, `stream cut`. */
    readonly what: string,
    readonly retryAfter?: string,
  ) {
    super(what);
  }
}
