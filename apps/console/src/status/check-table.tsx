import type { CheckDetails, Readiness } from '../api/health.js';
import { Time } from '../components/time.js';

/** What the gateway depends on, outside of its process. */
export function CheckTable({ readiness }: { readonly readiness: Readiness }) {
  const { checks, details } = readiness;
  const names = Object.keys(checks);
  if (names.length === 0) return <p class="hint">It depends on nothing outside its process.</p>;
  return (
    <section class="card">
      <h2>Checks</h2>
      <div class="table-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">State</th>
              <th scope="col" class="wide-only">
                Since
              </th>
              <th scope="col" class="number">
                Latency
              </th>
              <th scope="col" class="wide-only">
                Last error
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <CheckRow key={name} name={name} isWell={checks[name]!} details={details?.[name]} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface CheckRowProperties {
  readonly name: string;
  readonly isWell: boolean;
  readonly details: CheckDetails | undefined;
}

function CheckRow({ name, isWell, details = {} }: CheckRowProperties) {
  const { required, since, latency_ms: latencyMs, last_error: lastError } = details;
  return (
    <tr>
      <th scope="row">
        {name} {required && <span class="badge">required</span>}
      </th>
      <td>
        <span class={`badge dot ${toneOf(isWell, required)}`}>{isWell ? 'Up' : 'Down'}</span>
      </td>
      <td class="wide-only">{since && <Time unixSeconds={Date.parse(since) / 1_000} />}</td>
      <td class="number">{latencyMs != null && `${Math.round(latencyMs)} ms`}</td>
      <td class="wide-only hint">{lastError?.message}</td>
    </tr>
  );
}

function toneOf(isWell: boolean, required: boolean | undefined): string {
  if (isWell) return 'good';
  return required ? 'bad' : 'fair';
}
