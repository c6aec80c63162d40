import { FailureNotice } from '../components/failure-notice.js';
import { AnswerFacts } from './answer-facts.js';
import { ask, isStreaming, turns } from './conversation.js';
import { ToolSteps } from './tool-steps.js';
import type { AssistantTurn } from './turn.js';

/** What the model thought, which tools were run for it, what it said, and what it cost. */
export function AnswerView({ answer }: { readonly answer: AssistantTurn }) {
  const { id, content, thinking, toolSteps, status, failure } = answer;
  const canRepeat = turns.value.at(-1)?.id === id && !isStreaming.value;
  return (
    <>
      {thinking !== '' && (
        <details class="thinking">
          <summary>Thinking</summary>
          <p class="text">{thinking}</p>
        </details>
      )}
      {toolSteps.length > 0 && <ToolSteps steps={toolSteps} />}
      {(content !== '' || status === 'streaming') && (
        <p class={`text ${status === 'streaming' ? 'streaming' : ''}`}>{content}</p>
      )}
      {failure && <FailureNotice failure={failure} />}
      <div class="answer-foot">
        <AnswerFacts answer={answer} />
        {canRepeat && (
          <button type="button" class="small quiet end" onClick={() => void ask('')}>
            Ask again
          </button>
        )}
      </div>
    </>
  );
}
