import { useLayoutEffect, useRef } from 'preact/hooks';
import { AnswerView } from './answer-view.js';
import { isStreaming, turns } from './conversation.js';
import { Suggestions } from './suggestions.js';
import { TurnFrame } from './turn-frame.js';

const NEAR_PX = 80;

/** The turns, oldest first. It follows the end of the answer unless the reader scrolled away from it. */
export function Conversation() {
  const frame = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    const element = frame.current!;
    if (follows.current) element.scrollTop = element.scrollHeight;
  }, [turns.value]);
  return (
    <div
      class="transcript"
      ref={frame}
      tabIndex={0}
      role="log"
      aria-label="Conversation"
      // Read out when the answer is whole, not word by word.
      aria-busy={isStreaming.value}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      }}
    >
      {turns.value.length === 0 && <Suggestions />}
      {turns.value.map((turn) => (
        <TurnFrame key={turn.id} turn={turn}>
          {turn.role === 'assistant' ? (
            <AnswerView answer={turn} />
          ) : (
            <p class="text">{turn.content}</p>
          )}
        </TurnFrame>
      ))}
    </div>
  );
}
