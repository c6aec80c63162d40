import type { AnthropicRequest } from './to-anthropic-request.js';

/**
 * Tokens above which Anthropic's own SDK refuses to wait for an answer in one piece, since it may
 * take longer than networks hold an idle connection (reference/protocols.md 3.4).
 */
const LONGEST_UNSTREAMED_ANSWER = 21_333;

/** True where the answer is to be streamed from the upstream even if the client wants it whole. */
export function isLongAnswer({ body }: AnthropicRequest): boolean {
  return body.max_tokens > LONGEST_UNSTREAMED_ANSWER;
}

export function asStreamed(request: AnthropicRequest): AnthropicRequest {
  return { ...request, body: { ...request.body, stream: true } };
}
