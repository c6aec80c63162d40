import type { OllamaLogprob } from './ollama.wire.js';

/** OpenAI's log probabilities (reference/protocols.md 1.2) from Ollama's list. */
export function mapOllamaLogprobs(
  logprobs: readonly OllamaLogprob[] | null | undefined,
): { content: object[]; refusal: null } | undefined {
  if (!logprobs?.length) return undefined;
  return {
    content: logprobs.map((item) => ({
      ...toTokenLogprob(item),
      top_logprobs: (item.top_logprobs ?? []).map(toTokenLogprob),
    })),
    refusal: null,
  };
}

function toTokenLogprob({ token, logprob, bytes }: OllamaLogprob): object {
  const text = token ?? '';
  return { token: text, logprob: logprob ?? null, bytes: bytes ?? bytesOf(text) };
}

/** A token that is a part of a character cannot be told from its text. */
function bytesOf(token: string): number[] | null {
  return token.includes('\uFFFD') ? null : [...Buffer.from(token)];
}
