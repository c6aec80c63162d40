import type { CallScope, ChatResponse } from 'llm-gateway/contracts';
import { answerHeaders } from '../answer-headers.js';

/** What is kept under a key: the answer in canonical form, whichever way it went out. */
interface StoredAnswer {
  /** The gateway's own, as they were with the first answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly response: ChatResponse;
}

export function writeStoredAnswer(response: ChatResponse, scope: CallScope): string {
  return JSON.stringify({ headers: answerHeaders(scope), response } satisfies StoredAnswer);
}

/** The answer; the scope learns that it is a repetition, which costs no tokens. */
export function readStoredAnswer(text: string, scope: CallScope): ChatResponse {
  const { headers, response } = JSON.parse(text) as StoredAnswer;
  scope.replayedHeaders = headers;
  scope.record.replayed = true;
  return response;
}
