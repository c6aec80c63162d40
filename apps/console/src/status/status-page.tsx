import { readReadiness, type Readiness } from '../api/health.js';
import { FailureNotice } from '../components/failure-notice.js';
import { useLiveResource } from '../components/use-live-resource.js';
import { CheckTable } from './check-table.js';
import { SectionView } from './section-view.js';
import { sectionsOf } from './sections-of.js';
import { StatusBadge } from './status-badge.js';

const INTERVAL_MS = 3_000;

/** Readiness, what it depends on, and what the modules tell of themselves, live. */
export function StatusPage() {
  const { value, failure } = useLiveResource(
    () => readReadiness<Readiness>('/health/detailed'),
    INTERVAL_MS,
  );
  return (
    <div class="page">
      <div class="page-head">
        <h1>Status</h1>
        {value && !failure && <StatusBadge status={value.status} />}
        <span class="hint end">{value && `Version ${value.version} · every 3 s`}</span>
      </div>
      {failure && <FailureNotice failure={failure} />}
      {value?.draining && (
        <p class="notice">This replica is on its way out: it finishes what it has begun.</p>
      )}
      {value && <CheckTable readiness={value} />}
      <div class="sections">
        {value &&
          sectionsOf(value).map(([name, section]) => (
            <SectionView key={name} name={name} section={section} />
          ))}
      </div>
    </div>
  );
}
