import { DEFAULT_REPLY, type FakeReply, type FakeToolCall } from './fake-reply.js';

const FINISH_REASONS = {
  stop: 'STOP',
  tool_calls: 'STOP',
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
} as const;

type Parts = readonly object[];

/** The whole answer of `generateContent`. */
export function fakeGeminiResponse(model: string, request: any, reply: FakeReply): object {
  if (reply.refusal !== undefined)
    return { ...head(model, reply), ...blocked(), ...usage(reply, 1) };
  const parts = pieces(model, reply).flat();
  return {
    candidates: answers(request).map((index) => ({
      content: { parts: joined(parts, reply), role: 'model' },
      finishReason: FINISH_REASONS[reply.finish ?? 'stop'],
      index,
      ...logprobs(request, reply.text ?? []),
    })),
    ...usage(reply, 1),
    ...head(model, reply),
  };
}

/** The chunks of `streamGenerateContent`, in which the candidates take turns. */
export function fakeGeminiChunks(model: string, request: any, reply: FakeReply): object[] {
  if (reply.refusal !== undefined)
    return [{ ...blocked(), ...usage(reply, 1), ...head(model, reply) }];
  const steps = [...pieces(model, reply), lastParts(reply)];
  return steps.flatMap((parts, step) =>
    answers(request).map((index) => ({
      candidates: [
        {
          content: { parts, role: 'model' },
          ...(step === steps.length - 1 && {
            finishReason: FINISH_REASONS[reply.finish ?? 'stop'],
          }),
          index,
          ...logprobs(request, textOf(parts)),
        },
      ],
      ...usage(reply, (step + 1) / steps.length),
      ...head(model, reply),
    })),
  );
}

function head(model: string, { id }: FakeReply): object {
  return { modelVersion: model, responseId: id ?? 'hR8iaY3vFv2B-8YPwMDf6Ag' };
}

function blocked(): object {
  return { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } };
}

function answers(request: any): number[] {
  return Array.from({ length: request.generationConfig?.candidateCount ?? 1 }, (_, index) => index);
}

/** What is said, in the steps in which it is streamed: thoughts, text, then all tool calls at once. */
function pieces(model: string, reply: FakeReply): Parts[] {
  const thoughts = halves(reply.reasoning?.text ?? '');
  const calls = reply.toolCalls ?? [];
  return [
    ...thoughts.map((text) => [{ text, thought: true }]),
    ...(reply.text ?? []).map((text) => [{ text }]),
    ...(calls.length > 0 ? [calls.map((call, place) => callPart(model, reply, call, place))] : []),
  ];
}

/** Of parallel calls the first alone is signed; models before Gemini 3 give no ids. */
function callPart(model: string, reply: FakeReply, call: FakeToolCall, place: number): object {
  const signature = place === 0 ? reply.reasoning?.signature : undefined;
  return {
    functionCall: {
      ...(!/^gemini-[12]\./.test(model) && { id: call.id }),
      name: call.name,
      args: parse(call.arguments.join('')),
    },
    ...(signature !== undefined && { thoughtSignature: signature }),
  };
}

/** A stream signs its text with a last, empty part. */
function lastParts(reply: FakeReply): Parts {
  const signature = reply.toolCalls?.length ? undefined : reply.reasoning?.signature;
  return [{ text: '', ...(signature !== undefined && { thoughtSignature: signature }) }];
}

/** A whole answer has one part for each run of text, and the signature on the last. */
function joined(parts: Parts, reply: FakeReply): Parts {
  const result: any[] = [];
  for (const part of parts as any[]) {
    const last = result.at(-1);
    const same = last && 'text' in last && 'text' in part && last.thought === part.thought;
    if (same) last.text += part.text;
    else result.push({ ...part });
  }
  const signature = reply.toolCalls?.length ? undefined : reply.reasoning?.signature;
  if (signature === undefined) return result;
  const text = result.findLast((part) => 'text' in part && !part.thought);
  if (text) text.thoughtSignature = signature;
  else result.push({ text: '', thoughtSignature: signature });
  return result;
}

/** Counters that grow with the stream; the last are the true ones. */
function usage(reply: FakeReply, share: number): object {
  const counted = reply.usage ?? DEFAULT_REPLY.usage ?? { input: 0, output: 0 };
  const { input, output, cached, reasoning = 0 } = counted;
  const candidates = Math.ceil((output - reasoning) * share);
  return {
    usageMetadata: {
      promptTokenCount: input,
      ...(cached !== undefined && { cachedContentTokenCount: cached }),
      ...(reply.refusal === undefined && { candidatesTokenCount: candidates }),
      ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
      totalTokenCount: input + (reply.refusal === undefined ? candidates + reasoning : 0),
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
      serviceTier: 'standard',
    },
  };
}

function logprobs(request: any, tokens: readonly string[]): object {
  if (request.generationConfig?.responseLogprobs !== true || tokens.length === 0) return {};
  const count = request.generationConfig.logprobs ?? 0;
  const candidates = (token: string): object[] =>
    Array.from({ length: count }, (_, rank) => ({
      token: rank === 0 ? token : `${token}${rank}`,
      tokenId: rank,
      logProbability: -0.25 * (rank + 1),
    }));
  return {
    logprobsResult: {
      chosenCandidates: tokens.map((token) => ({ token, tokenId: 0, logProbability: -0.25 })),
      ...(count > 0 && {
        topCandidates: tokens.map((token) => ({ candidates: candidates(token) })),
      }),
    },
  };
}

function textOf(parts: Parts): string[] {
  return (parts as any[]).flatMap((part) => (part.text && !part.thought ? [part.text] : []));
}

function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((half) => half !== '');
}

function parse(text: string): unknown {
  return text.trim() === '' ? {} : JSON.parse(text);
}
