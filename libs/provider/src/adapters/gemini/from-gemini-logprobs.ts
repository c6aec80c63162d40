import type { GeminiLogprob, GeminiLogprobs } from './gemini.wire.js';

/** Gemini's log probabilities as OpenAI's `logprobs` object (reference/protocols.md 1.2). */
export function fromGeminiLogprobs(result: GeminiLogprobs | null | undefined): object | undefined {
  const chosen = result?.chosenCandidates;
  if (!chosen || chosen.length === 0) return undefined;
  const content = chosen.map((token, step) => ({
    ...toLogprob(token),
    top_logprobs: (result.topCandidates?.[step]?.candidates ?? []).map(toLogprob),
  }));
  return { content, refusal: null };
}

/** OpenAI's stand-in for a probability too small to tell. */
const LOWEST = -9999;

function toLogprob({ token, logProbability }: GeminiLogprob): object {
  const text = token ?? '';
  return { token: text, logprob: logProbability ?? LOWEST, bytes: [...Buffer.from(text, 'utf8')] };
}
