import type { Session } from '../api/session.js';
import { Facts } from '../components/facts.js';
import { Time } from '../components/time.js';

export function SessionFacts({ session }: { readonly session: Session }) {
  const { model, system, context } = session;
  return (
    <section class="card" aria-label="Facts">
      <Facts
        facts={[
          ['Messages', session.message_count],
          ['Created', <Time unixSeconds={session.created_at} />],
          ['Expires', <Time unixSeconds={session.expires_at} />],
          ['Model', model ?? 'chosen by each chat'],
          ...(system === undefined ? [] : ([['Instructions', system]] as const)),
          ...(Object.keys(context).length === 0
            ? []
            : ([['Context', <code>{JSON.stringify(context)}</code>]] as const)),
        ]}
      />
    </section>
  );
}
