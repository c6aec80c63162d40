import { addGeminiUsage } from './from-gemini-usage.js';
import type { GeminiCandidate, GeminiResponse, GeminiUsage } from './gemini.wire.js';

/** Sends the request: the first time without a token, then with that of the answer so far. */
export type Ask<Answer> = (continuationToken?: string) => Promise<Answer>;

/**
 * A long answer comes in several pieces: each but the last ends with `CONTINUATION` and a token with
 * which the same request gives the next piece. Every piece is billed, so their usages are added
 * (reference/protocols.md 4.1). At most `maximum` requests follow the first; an answer that would
 * take more ends as it is, and so does one whose token does not change.
 */
export async function continueResponse(
  ask: Ask<GeminiResponse>,
  maximum: number,
): Promise<GeminiResponse> {
  let answer = await ask();
  let token = tokenOf(answer);
  for (let hop = 0; token !== undefined && hop < maximum; hop += 1) {
    const piece = await ask(token);
    answer = append(answer, piece);
    const following = tokenOf(piece);
    token = following === token ? undefined : following;
  }
  return answer;
}

/** The same for streams: chunks of all pieces, with the usage so far and one finish reason. */
export async function* continueChunks(
  ask: Ask<AsyncIterable<GeminiResponse>>,
  maximum: number,
): AsyncGenerator<GeminiResponse, void, undefined> {
  let earlier: GeminiUsage | undefined;
  let token: string | undefined;
  for (let hop = 0; ; hop += 1) {
    let counted: GeminiUsage | undefined;
    let following: string | undefined;
    for await (const chunk of await ask(token)) {
      counted = chunk.usageMetadata ?? counted;
      const usage = addGeminiUsage(earlier, counted);
      const found = hop < maximum ? tokenOf(chunk) : undefined;
      if (found !== undefined && found !== token) {
        following = found;
        yield withoutFinish(withUsage(chunk, usage));
      } else yield withUsage(chunk, usage);
    }
    if (following === undefined) return;
    earlier = addGeminiUsage(earlier, counted);
    token = following;
  }
}

function tokenOf({ candidates }: GeminiResponse): string | undefined {
  const unfinished = candidates?.find(isToBeContinued);
  return unfinished?.continuationToken ?? undefined;
}

function isToBeContinued({ finishReason, continuationToken }: GeminiCandidate): boolean {
  return finishReason === 'CONTINUATION' && !!continuationToken;
}

function withUsage(chunk: GeminiResponse, usage: GeminiUsage | undefined): GeminiResponse {
  return usage ? { ...chunk, usageMetadata: usage } : chunk;
}

function withoutFinish(chunk: GeminiResponse): GeminiResponse {
  const candidates = (chunk.candidates ?? []).map((candidate) =>
    isToBeContinued(candidate) ? { ...candidate, finishReason: null } : candidate,
  );
  return { ...chunk, candidates };
}

function append(answer: GeminiResponse, piece: GeminiResponse): GeminiResponse {
  const more = piece.candidates ?? [];
  const usageMetadata = addGeminiUsage(answer.usageMetadata, piece.usageMetadata);
  return {
    ...answer,
    ...piece,
    responseId: answer.responseId ?? piece.responseId ?? null,
    candidates: (answer.candidates ?? []).map((candidate, place) => {
      const index = candidate.index ?? place;
      const next = more.find((other, otherPlace) => (other.index ?? otherPlace) === index);
      return next ? appendCandidate(candidate, next) : candidate;
    }),
    ...(usageMetadata && { usageMetadata }),
  };
}

function appendCandidate(candidate: GeminiCandidate, next: GeminiCandidate): GeminiCandidate {
  const parts = [...(candidate.content?.parts ?? []), ...(next.content?.parts ?? [])];
  const first = candidate.logprobsResult;
  const second = next.logprobsResult;
  return {
    ...candidate,
    ...next,
    content: { ...next.content, parts },
    finishReason: next.finishReason ?? null,
    ...(first && {
      logprobsResult: {
        chosenCandidates: [...(first.chosenCandidates ?? []), ...(second?.chosenCandidates ?? [])],
        topCandidates: [...(first.topCandidates ?? []), ...(second?.topCandidates ?? [])],
      },
    }),
  };
}
