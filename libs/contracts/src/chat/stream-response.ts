import type { AssistantPart } from './chat-message.js';
import type { ChatChoice, ChatResponse } from './chat-response.js';
import type { StreamPart } from './stream-part.js';

/** A whole answer as the stream that `ResponseCollector` puts together to it again. */
export function* streamResponse(response: ChatResponse): Generator<StreamPart, void, undefined> {
  const { choices, usage, ...head } = response;
  yield { type: 'response-start', ...head };
  for (const choice of choices) yield* streamChoice(choice);
  yield { type: 'response-end', ...(usage && { usage }) };
}

function* streamChoice(choice: ChatChoice): Generator<StreamPart, void, undefined> {
  const { index, message, finishReason, messageExtensions, choiceExtensions } = choice;
  const counters = { reasoning: 0, toolCalls: 0 };
  let { logprobs } = choice;
  for (const part of message.parts) {
    if (part.type === 'text' || part.type === 'refusal') {
      const type = part.type === 'text' ? 'text-delta' : 'refusal-delta';
      const { text } = part;
      yield { type, choice: index, text, ...(logprobs !== undefined && { logprobs }) };
      // They are those of all text, and stand once.
      logprobs = undefined;
    } else yield* streamBlock(part, index, counters);
  }
  if (messageExtensions)
    yield { type: 'extension-delta', choice: index, place: 'delta', fields: messageExtensions };
  if (choiceExtensions)
    yield { type: 'extension-delta', choice: index, place: 'choice', fields: choiceExtensions };
  yield { type: 'choice-end', choice: index, finishReason };
}

function* streamBlock(
  part: Extract<AssistantPart, { type: 'reasoning' | 'tool-call' }>,
  choice: number,
  counters: { reasoning: number; toolCalls: number },
): Generator<StreamPart, void, undefined> {
  if (part.type === 'reasoning') {
    const { type: _, text, ...proof } = part;
    const index = counters.reasoning++;
    if (text !== '') yield { type: 'reasoning-delta', choice, index, text };
    yield { type: 'reasoning-end', choice, index, ...proof };
  } else {
    const { type: _, arguments: text, ...call } = part;
    const index = counters.toolCalls++;
    yield { type: 'tool-call-start', choice, index, ...call };
    if (text !== '') yield { type: 'tool-call-delta', choice, index, arguments: text };
    yield { type: 'tool-call-end', choice, index };
  }
}
