import type { ApiFailure } from '../api/api-failure.js';

/** An error of the API, with what support asks for. */
export function FailureNotice({ failure }: { readonly failure: ApiFailure }) {
  const { body, requestId, status } = failure;
  return (
    <div class="notice failure" role="alert">
      <p class="notice-title">
        <code>{body.code}</code>
        {status !== undefined && <span class="hint">HTTP {status}</span>}
      </p>
      <p>{body.message}</p>
      {body.errors && (
        <ul>
          {body.errors.map(({ path, message }) => (
            <li key={path + message}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {status === 401 && <p>Set a key with the button “API key” above.</p>}
      {requestId !== undefined && (
        <p class="hint">
          Request <code>{requestId}</code>
        </p>
      )}
    </div>
  );
}
