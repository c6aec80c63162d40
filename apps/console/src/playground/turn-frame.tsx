import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { editTurn, isStreaming, removeTurn } from './conversation.js';
import { TurnEditor } from './turn-editor.js';
import type { Turn } from './turn.js';

interface TurnFrameProperties {
  readonly turn: Turn;
  readonly children: ComponentChildren;
}

/** A turn with who spoke. Once nothing is streamed it can be edited or taken out of the next request. */
export function TurnFrame({ turn, children }: TurnFrameProperties) {
  const [isEdited, setEdited] = useState(false);
  const name = turn.role === 'user' ? 'your message' : 'the answer';
  return (
    <article class={`message ${turn.role}`} aria-label={turn.role === 'user' ? 'You' : 'Answer'}>
      <div class="message-head">
        <span class="role">{turn.role === 'user' ? 'You' : turn.model}</span>
        <span class="actions end">
          <button
            type="button"
            class="small quiet"
            aria-label={`Edit ${name}`}
            disabled={isStreaming.value}
            onClick={() => setEdited(!isEdited)}
          >
            Edit
          </button>
          <button
            type="button"
            class="small quiet"
            aria-label={`Remove ${name}`}
            disabled={isStreaming.value}
            onClick={() => removeTurn(turn.id)}
          >
            Remove
          </button>
        </span>
      </div>
      {isEdited ? (
        <TurnEditor
          content={turn.content}
          onEnd={(content) => {
            if (content !== undefined) editTurn(turn.id, content);
            setEdited(false);
          }}
        />
      ) : (
        children
      )}
    </article>
  );
}
