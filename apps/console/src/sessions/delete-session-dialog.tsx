import { useRef } from 'preact/hooks';

export function DeleteSessionDialog({ onConfirm }: { onConfirm(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current!.close();
  return (
    <>
      <button type="button" class="danger" onClick={() => dialog.current!.showModal()}>
        Delete
      </button>
      <dialog ref={dialog} aria-labelledby="delete-title">
        <h2 id="delete-title">Delete this session?</h2>
        <p class="hint">Its history is gone for everybody who uses it.</p>
        <div class="actions">
          <button
            type="button"
            class="danger"
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            Delete session
          </button>
          <button type="button" onClick={close}>
            Keep it
          </button>
        </div>
      </dialog>
    </>
  );
}
