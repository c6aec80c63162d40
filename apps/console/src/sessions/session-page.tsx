import { useState } from 'preact/hooks';
import { asApiFailure, type ApiFailure } from '../api/api-failure.js';
import { deleteSession, readSession, type SessionMessage } from '../api/session.js';
import { FailureNotice } from '../components/failure-notice.js';
import { useResource } from '../components/use-resource.js';
import { continueSession } from '../playground/conversation.js';
import { Link } from '../routing/link.js';
import { navigate } from '../routing/router.js';
import { DeleteSessionDialog } from './delete-session-dialog.js';
import { SessionFacts } from './session-facts.js';
import { SessionMessages } from './session-messages.js';

/** One session and its history, from the first message on. */
export function SessionPage({ id }: { readonly id: string }) {
  const { value: session, failure } = useResource(() => readSession(id));
  const [later, setLater] = useState<readonly SessionMessage[]>([]);
  const [hasMore, setHasMore] = useState<boolean>();
  const [actionFailure, setActionFailure] = useState<ApiFailure>();
  const messages = [...(session?.messages ?? []), ...later];

  const loadLater = async () => {
    const next = await readSession(id, messages.at(-1)!.id);
    setLater([...later, ...next.messages]);
    setHasMore(next.has_more);
  };
  const fail = (thrown: unknown) => setActionFailure(asApiFailure(thrown));
  const remove = () => deleteSession(id).then(() => navigate('/console/sessions'), fail);

  const shownFailure = failure ?? actionFailure;
  return (
    <div class="page">
      <Link class="back" to="/console/sessions">
        ← All sessions
      </Link>
      <div class="page-head">
        <h1 class="code-title">{id}</h1>
        {session && (
          <div class="actions end">
            <button
              type="button"
              onClick={() => {
                continueSession(id);
                navigate('/console');
              }}
            >
              Continue in playground
            </button>
            <DeleteSessionDialog onConfirm={() => void remove()} />
          </div>
        )}
      </div>
      {shownFailure && <FailureNotice failure={shownFailure} />}
      {session && <SessionFacts session={session} />}
      {session && messages.length === 0 && <p class="empty">It has no messages yet.</p>}
      <SessionMessages messages={messages} />
      {(hasMore ?? session?.has_more) && (
        <button type="button" onClick={() => void loadLater().catch(fail)}>
          Show later messages
        </button>
      )}
    </div>
  );
}
