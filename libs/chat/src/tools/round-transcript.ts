import type { ChatChoice } from 'llm-gateway/contracts';
import type { WireMessage } from 'llm-gateway/sessions';
import { encodeChoice } from '../openai/encode-chat-response.js';
import { textOf, type RanToolCall } from './tool-round.js';

/** A round as OpenAI's messages: what the model said, and the results that it got. */
export function roundTranscript(
  answer: ChatChoice,
  ran: readonly RanToolCall[],
): readonly WireMessage[] {
  const results = ran.map(({ call, outcome }) => ({
    role: 'tool',
    tool_call_id: call.id,
    content: textOf(outcome),
  }));
  return [encodeChoice(answer).message, ...results];
}
