import type { StreamPart, Usage } from 'llm-gateway/contracts';
import { SIMULATOR_REASONING_FORMAT, type SimulatedReply } from './simulated-reply.js';
import { splitText } from './split-text.js';

/** The simulator's answers as a stream, word by word; several answers take turns. */
export function* toStreamParts(
  model: string,
  replies: readonly SimulatedReply[],
  usage: Usage,
): Generator<StreamPart> {
  yield { type: 'response-start', model };
  let open = replies.map((reply, choice) => partsOf(reply, choice));
  while (open.length > 0) {
    const still: Generator<StreamPart>[] = [];
    for (const parts of open) {
      const step = parts.next();
      if (step.done) continue;
      yield step.value;
      still.push(parts);
    }
    open = still;
  }
  yield { type: 'response-end', usage };
}

function* partsOf(reply: SimulatedReply, choice: number): Generator<StreamPart> {
  if (reply.reasoning) yield* reasoningOf(reply.reasoning, choice);
  for (const text of splitText(reply.text ?? '')) yield { type: 'text-delta', choice, text };
  for (const text of splitText(reply.refusal ?? '')) yield { type: 'refusal-delta', choice, text };
  for (const [index, { id, name, kind, arguments: text }] of reply.toolCalls.entries()) {
    yield { type: 'tool-call-start', choice, index, id, name, kind };
    for (const piece of splitText(text))
      yield { type: 'tool-call-delta', choice, index, arguments: piece };
    yield { type: 'tool-call-end', choice, index };
  }
  yield { type: 'choice-end', choice, finishReason: reply.finishReason };
}

function* reasoningOf(
  { text, signature }: SimulatedReply['reasoning'] & object,
  choice: number,
): Generator<StreamPart> {
  for (const piece of splitText(text))
    yield { type: 'reasoning-delta', choice, index: 0, text: piece };
  const proof = signature ? { signature, format: SIMULATOR_REASONING_FORMAT } : {};
  yield { type: 'reasoning-end', choice, index: 0, ...proof };
}
