import type { GeminiResponse } from './gemini.wire.js';

/**
 * The refusal that stands for a blocked prompt, which Gemini answers with HTTP 200 and no candidates
 * (reference/protocols.md 4.1); undefined when nothing was blocked.
 */
export function promptBlock({ promptFeedback }: GeminiResponse): string | undefined {
  const reason = promptFeedback?.blockReason;
  if (!reason || reason.endsWith('UNSPECIFIED')) return undefined;
  const message = promptFeedback?.blockReasonMessage;
  return `The provider blocked the prompt (${reason})${message ? `: ${message}` : '.'}`;
}
