import type { GeminiCandidate, GeminiResponse } from './gemini.wire.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a candidate says beside its content: ratings, citations, grounding, and fields yet unknown. */
export function candidateExtras(candidate: GeminiCandidate): Fields {
  const { index, content, finishReason, continuationToken, logprobsResult, ...extras } = candidate;
  void [index, content, finishReason, continuationToken, logprobsResult];
  return withoutNull(extras);
}

/** The same for the answer as a whole: prompt feedback, model status, and fields yet unknown. */
export function responseExtras(response: GeminiResponse): Fields {
  const { responseId, modelVersion, createTime, candidates, usageMetadata, error, ...extras } =
    response;
  void [responseId, modelVersion, createTime, candidates, usageMetadata, error];
  return withoutNull(extras);
}

/** Wraps them as Google's own OpenAI endpoint does; nothing when there are none. */
export function toExtraContent(extras: Fields): Fields {
  return Object.keys(extras).length > 0 ? { extra_content: { google: extras } } : {};
}

function withoutNull(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}
