import type { ModelFacts } from 'llm-gateway/contracts';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';

/** Room for an answer whose request sets no limit, in tokens. */
const ANSWER_TOKENS = 4_096;
/** The rest makes up for estimates that are too low, which the provider would refuse again and again. */
const USED_SHARE = 0.9;

/**
 * Tokens that a request may send: what the model's window leaves when the answer has its room, less
 * a tenth since tokens are estimated, and no more than the session allows. Infinity when neither is known.
 */
export function inputBudget(
  { contextWindow = Infinity, maximumOutput = Infinity }: ModelFacts,
  { max_completion_tokens, max_tokens }: ChatCompletionRequest,
  maximumTokens = Infinity,
): number {
  const answer = Math.min(max_completion_tokens ?? max_tokens ?? ANSWER_TOKENS, maximumOutput);
  const room = Math.max(0, Math.floor((contextWindow - answer) * USED_SHARE));
  return Math.min(room, maximumTokens);
}
