import type { AssistantPart, ChatResponse, Usage } from 'llm-gateway/contracts';
import { SIMULATOR_REASONING_FORMAT, type SimulatedReply } from './simulated-reply.js';

/** The simulator's answers as a whole response. */
export function toChatResponse(
  model: string,
  replies: readonly SimulatedReply[],
  usage: Usage,
): ChatResponse {
  return {
    model,
    choices: replies.map((reply, index) => ({
      index,
      message: { role: 'assistant', parts: partsOf(reply) },
      finishReason: reply.finishReason,
    })),
    usage,
  };
}

function partsOf({ reasoning, text, refusal, toolCalls }: SimulatedReply): AssistantPart[] {
  return [
    ...(reasoning ? [toReasoningPart(reasoning)] : []),
    ...(text ? [{ type: 'text', text } as const] : []),
    ...(refusal ? [{ type: 'refusal', text: refusal } as const] : []),
    ...toolCalls,
  ];
}

function toReasoningPart({ text, signature }: SimulatedReply['reasoning'] & object): AssistantPart {
  return {
    type: 'reasoning',
    text,
    ...(signature && { signature, format: SIMULATOR_REASONING_FORMAT }),
  };
}
