import { useEffect, useRef } from 'preact/hooks';
import { ask, isStreaming, stop } from './conversation.js';
import { draft } from './draft.js';

/** Enter sends, Shift and Enter begins a line, Escape stops the answer from anywhere on the page. */
export function Composer() {
  const field = useRef<HTMLTextAreaElement>(null);
  const streams = isStreaming.value;
  useEffect(() => {
    if (!streams) return undefined;
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') stop();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [streams]);
  const send = () => {
    if (draft.text.value.trim() !== '') void ask(draft.text.value);
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        aria-label="Message"
        placeholder="Message"
        rows={1}
        value={draft.text.value}
        onInput={(event) => (draft.text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      {streams ? (
        <button type="button" class="danger" onClick={stop}>
          Stop
        </button>
      ) : (
        <button type="submit" class="primary" disabled={draft.text.value.trim() === ''}>
          Send
        </button>
      )}
    </form>
  );
}
