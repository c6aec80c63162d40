import { useState } from 'preact/hooks';
import { asApiFailure, type ApiFailure } from '../api/api-failure.js';
import { createSession, listSessions, type SessionSummary } from '../api/session.js';
import { FailureNotice } from '../components/failure-notice.js';
import { useResource } from '../components/use-resource.js';
import { navigate } from '../routing/router.js';
import { SessionTable } from './session-table.js';

/** The caller's sessions, newest first, page by page. */
export function SessionsPage() {
  const { value: page, failure } = useResource(() => listSessions());
  const [older, setOlder] = useState<readonly SessionSummary[]>([]);
  const [hasMore, setHasMore] = useState<boolean>();
  const [actionFailure, setActionFailure] = useState<ApiFailure>();
  const sessions = [...(page?.data ?? []), ...older];

  const attempt = (action: () => Promise<void>) => () =>
    void action().then(
      () => setActionFailure(undefined),
      (thrown: unknown) => setActionFailure(asApiFailure(thrown)),
    );
  const create = attempt(async () => {
    const { id } = await createSession();
    navigate(`/console/sessions/${id}`);
  });
  const loadOlder = attempt(async () => {
    const next = await listSessions(sessions.at(-1)!.id);
    setOlder([...older, ...next.data]);
    setHasMore(next.has_more);
  });

  const shownFailure = failure ?? actionFailure;
  return (
    <div class="page">
      <div class="page-head">
        <h1>Sessions</h1>
        <button type="button" class="end" onClick={create}>
          New session
        </button>
      </div>
      <p class="hint">Conversations that the gateway remembers until they expire.</p>
      {shownFailure && <FailureNotice failure={shownFailure} />}
      {page && sessions.length === 0 && (
        <p class="empty">There are no sessions. Create one, and continue it in the playground.</p>
      )}
      {sessions.length > 0 && <SessionTable sessions={sessions} />}
      {(hasMore ?? page?.has_more) && (
        <button type="button" onClick={loadOlder}>
          Show older sessions
        </button>
      )}
    </div>
  );
}
