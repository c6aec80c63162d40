import { useEffect, useRef } from 'preact/hooks';

interface TurnEditorProperties {
  readonly content: string;
  /** @param content undefined when nothing is to change */
  onEnd(content: string | undefined): void;
}

export function TurnEditor({ content, onEnd }: TurnEditorProperties) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current!.focus(), []);
  return (
    <div
      class="stack"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onEnd(undefined);
      }}
    >
      <textarea ref={field} aria-label="Text of the message" rows={2} defaultValue={content} />
      <div class="actions">
        <button type="button" class="small primary" onClick={() => onEnd(field.current!.value)}>
          Save
        </button>
        <button type="button" class="small" onClick={() => onEnd(undefined)}>
          Cancel
        </button>
      </div>
    </div>
  );
}
