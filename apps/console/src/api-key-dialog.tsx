import { useRef } from 'preact/hooks';
import { apiKey, setApiKey } from './api/api-key.js';

/** For gateways with a guard. The key stays in this tab. */
export function ApiKeyDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const isSet = apiKey.value !== '';
  const open = () => {
    field.current!.value = apiKey.value;
    dialog.current!.showModal();
  };
  const keep = (key: string) => {
    setApiKey(key.trim());
    dialog.current!.close();
  };
  return (
    <>
      <button type="button" class="quiet" onClick={open}>
        {isSet ? 'Key set' : 'API key'}
      </button>
      <dialog ref={dialog} aria-labelledby="api-key-title">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep(field.current!.value);
          }}
        >
          <h2 id="api-key-title">API key</h2>
          <p class="hint">
            Sent as a bearer token with each request of this tab, and forgotten with it. Without a
            guard, the gateway needs none.
          </p>
          <label class="field">
            <span>Key</span>
            <input ref={field} type="password" autocomplete="off" spellcheck={false} />
          </label>
          <div class="actions">
            <button type="submit" class="primary">
              Use key
            </button>
            <button type="button" onClick={() => keep('')}>
              Forget key
            </button>
            <button type="button" class="quiet" onClick={() => dialog.current!.close()}>
              Cancel
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
