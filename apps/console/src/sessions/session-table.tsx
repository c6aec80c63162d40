import type { SessionSummary } from '../api/session.js';
import { Time } from '../components/time.js';
import { Link } from '../routing/link.js';

export function SessionTable({ sessions }: { readonly sessions: readonly SessionSummary[] }) {
  return (
    <div class="card table-frame">
      <table>
        <thead>
          <tr>
            <th scope="col">Session</th>
            <th scope="col" class="number">
              Messages
            </th>
            <th scope="col" class="wide-only">
              Model
            </th>
            <th scope="col" class="wide-only">
              Created
            </th>
            <th scope="col">Expires</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, message_count: count, model, created_at, expires_at }) => (
            <tr key={id}>
              <th scope="row">
                <Link to={`/console/sessions/${id}`}>
                  <code class="cut">{id}</code>
                </Link>
              </th>
              <td class="number">{count}</td>
              <td class="wide-only">{model ?? '–'}</td>
              <td class="wide-only">
                <Time unixSeconds={created_at} />
              </td>
              <td>
                <Time unixSeconds={expires_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
