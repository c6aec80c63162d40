import { useState } from 'preact/hooks';
import { asApiFailure, type ApiFailure } from '../api/api-failure.js';
import { createSession } from '../api/session.js';
import { FailureNotice } from '../components/failure-notice.js';
import { Link } from '../routing/link.js';
import { continueSession } from './conversation.js';
import { draft } from './draft.js';

/** Without a session each request carries the whole conversation; with one, the gateway remembers it. */
export function SessionField() {
  const [failure, setFailure] = useState<ApiFailure>();
  const id = draft.sessionId.value;
  const begin = async () => {
    try {
      const session = await createSession();
      setFailure(undefined);
      continueSession(session.id);
    } catch (thrown) {
      setFailure(asApiFailure(thrown));
    }
  };
  return (
    <div class="field" role="group" aria-label="Session">
      <span>Session</span>
      <div class="session-row">
        {id === '' ? (
          <span class="hint">none: the page sends the history</span>
        ) : (
          <Link to={`/console/sessions/${id}`}>
            <code class="cut">{id}</code>
          </Link>
        )}
        {id === '' ? (
          <button type="button" class="small end" onClick={() => void begin()}>
            New session
          </button>
        ) : (
          <button type="button" class="small end" onClick={() => continueSession('')}>
            Leave session
          </button>
        )}
      </div>
      {failure && <FailureNotice failure={failure} />}
    </div>
  );
}
