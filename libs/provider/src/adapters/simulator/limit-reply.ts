import type { ChatRequest, ToolCallPart } from 'llm-gateway/contracts';
import { CHARACTERS_PER_TOKEN, reasoningTokensOf } from './count-tokens.js';
import type { SimulatedReply } from './simulated-reply.js';

/**
 * Ends an answer at the first stop sequence and at the token limit, thinking included; whatever is
 * cut at the limit ends with `length`. `finish` overrides the reason.
 */
export function limitReply(
  reply: SimulatedReply,
  request: Pick<ChatRequest, 'stop' | 'maxOutputTokens'>,
  finish?: SimulatedReply['finishReason'],
): SimulatedReply {
  const limited = cutAtLimit(cutAtStop(reply, request.stop ?? []), request.maxOutputTokens);
  return finish === undefined ? limited : { ...limited, finishReason: finish };
}

function cutAtStop(reply: SimulatedReply, stop: readonly string[]): SimulatedReply {
  if (reply.text === undefined) return reply;
  const ends = stop.map((sequence) => reply.text!.indexOf(sequence)).filter((end) => end >= 0);
  return ends.length > 0 ? { ...reply, text: reply.text.slice(0, Math.min(...ends)) } : reply;
}

function cutAtLimit(reply: SimulatedReply, maximum: number | undefined): SimulatedReply {
  if (maximum === undefined) return reply;
  if (reasoningTokensOf(reply) > maximum) {
    const { reasoning } = reply;
    const text = cut(reasoning!.text, maximum * CHARACTERS_PER_TOKEN);
    // Thinking that was broken off is not signed.
    return { reasoning: { text, signature: '' }, toolCalls: [], finishReason: 'length' };
  }
  let left = (maximum - reasoningTokensOf(reply)) * CHARACTERS_PER_TOKEN;
  let isCut = false;
  const take = (text: string): string => {
    const kept = cut(text, left);
    isCut ||= kept.length < text.length;
    left -= kept.length;
    return kept;
  };
  const text = reply.text === undefined ? undefined : take(reply.text);
  const refusal = reply.refusal === undefined ? undefined : take(reply.refusal);
  const toolCalls: ToolCallPart[] = [];
  for (const call of reply.toolCalls) {
    if (isCut || left < call.name.length) {
      isCut = true;
      break;
    }
    left -= call.name.length;
    toolCalls.push({ ...call, arguments: take(call.arguments) });
  }
  if (!isCut) return reply;
  return {
    ...reply,
    ...(text !== undefined && { text }),
    ...(refusal !== undefined && { refusal }),
    toolCalls,
    finishReason: 'length',
  };
}

/** Never cuts a character in two. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, Math.max(0, length));
  return /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept;
}
