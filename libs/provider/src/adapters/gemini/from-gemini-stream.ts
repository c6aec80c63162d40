import type { ChatCall, StreamPart } from 'llm-gateway/contracts';
import { interrupted } from '../../upstream/start-stream.js';
import { responseExtras, toExtraContent } from './answer-extras.js';
import { CandidateStream } from './candidate-stream.js';
import { identityOf } from './from-gemini-response.js';
import { fromGeminiUsage, serviceTierOf } from './from-gemini-usage.js';
import type { GeminiResponse, GeminiUsage } from './gemini.wire.js';
import { promptBlock } from './prompt-block.js';
import { customToolNames } from './to-gemini-tools.js';

/**
 * The parts of a streamed answer. Nothing marks the end of Gemini's stream, so it is whole when
 * every candidate had a finish reason or the prompt was blocked; else it was cut, and that is thrown.
 */
export async function* fromGeminiStream(
  chunks: AsyncIterable<GeminiResponse>,
  call: ChatCall,
): AsyncGenerator<StreamPart, void, undefined> {
  const context = { provider: call.provider, customTools: customToolNames(call.request) };
  const candidates = new Map<number, CandidateStream>();
  let started = false;
  let usage: GeminiUsage | undefined;
  let refusal: string | undefined;
  let extras: Readonly<Record<string, unknown>> = {};

  for await (const chunk of chunks) {
    if (!started) yield { type: 'response-start', ...identityOf(chunk) };
    started = true;
    usage = chunk.usageMetadata ?? usage;
    refusal ??= promptBlock(chunk);
    extras = { ...extras, ...responseExtras(chunk) };
    for (const [place, candidate] of (chunk.candidates ?? []).entries()) {
      const choice = candidate.index ?? place;
      const stream = candidates.get(choice) ?? new CandidateStream(choice, context);
      candidates.set(choice, stream);
      yield* stream.read(candidate);
    }
  }

  if (refusal !== undefined) yield* refuse(refusal, [...candidates.keys()]);
  else yield* endAll([...candidates.values()], call);
  const tier = serviceTierOf(usage);
  const counted = fromGeminiUsage(usage);
  const extensions = {
    ...(tier !== undefined && { service_tier: tier }),
    ...toExtraContent(extras),
  };
  yield {
    type: 'response-end',
    ...(counted && { usage: counted }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

/** A block ends whatever had begun. */
function* refuse(text: string, begun: readonly number[]): Generator<StreamPart> {
  for (const choice of begun.length > 0 ? begun : [0]) {
    yield { type: 'refusal-delta', choice, text };
    yield { type: 'choice-end', choice, finishReason: 'content_filter' };
  }
}

function* endAll(candidates: readonly CandidateStream[], call: ChatCall): Generator<StreamPart> {
  if (candidates.length === 0 || !candidates.every((candidate) => candidate.isFinished))
    throw interrupted(call.provider);
  for (const candidate of candidates) yield* candidate.end();
}
