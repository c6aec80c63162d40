import { readReadiness } from '../api/health.js';
import { useLiveResource } from '../components/use-live-resource.js';
import { Link } from '../routing/link.js';
import { StatusBadge } from './status-badge.js';

const INTERVAL_MS = 5_000;

/** The gateway's readiness on every page. */
export function StatusPill() {
  const { value, failure } = useLiveResource(() => readReadiness('/health/ready'), INTERVAL_MS);
  const status = failure ? 'unknown' : value?.status;
  return (
    <Link class="status-pill" to="/console/status" aria-label={`Status: ${status ?? 'loading'}`}>
      <StatusBadge status={status} />
    </Link>
  );
}
