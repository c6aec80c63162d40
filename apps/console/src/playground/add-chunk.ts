import type { ChatChunk, ToolEvent } from '../api/chat.js';
import type { AssistantTurn, ToolStep } from './turn.js';

/** The answer so far with what a chunk adds to it. */
export function addChunk(answer: AssistantTurn, chunk: ChatChunk): AssistantTurn {
  const [choice] = chunk.choices;
  const { content, refusal, reasoning_content: thinking } = choice?.delta ?? {};
  const finish = chunk.gateway?.stopped_by ?? choice?.finish_reason ?? answer.finish;
  const { tool_call: event } = chunk.gateway ?? {};
  return {
    ...answer,
    content: answer.content + (content ?? '') + (refusal ?? ''),
    thinking: answer.thinking + (thinking ?? ''),
    toolSteps: event ? addToolEvent(answer.toolSteps, event) : answer.toolSteps,
    ...(finish !== undefined && { finish }),
    ...(chunk.usage && { usage: chunk.usage }),
  };
}

/** Does a chunk have a word, said or thought? The first one only opens the answer. */
export function hasWords({ choices: [choice] }: ChatChunk): boolean {
  const { content, refusal, reasoning_content: thinking } = choice?.delta ?? {};
  return Boolean(content || refusal || thinking);
}

function addToolEvent(steps: readonly ToolStep[], event: ToolEvent): readonly ToolStep[] {
  const { id, name, status } = event;
  if (status === 'started')
    return [...steps, { id, name, status, arguments: event.arguments ?? '' }];
  return steps.map((step) =>
    step.id !== id
      ? step
      : {
          ...step,
          status,
          ...(event.error && { error: event.error }),
          ...(event.duration_ms !== undefined && { duration: event.duration_ms }),
        },
  );
}
