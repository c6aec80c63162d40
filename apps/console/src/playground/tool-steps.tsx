import type { ToolStep } from './turn.js';

const TONES = { started: '', completed: 'good', failed: 'bad' } as const;
const WORDS = { started: 'Running', completed: 'Done', failed: 'Failed' } as const;

/** The tools that the gateway ran for the model, in their order. */
export function ToolSteps({ steps }: { readonly steps: readonly ToolStep[] }) {
  return (
    <ul class="tool-steps" aria-label="Tools that were run">
      {steps.map(({ id, name, status, arguments: given, error, duration }) => (
        <li key={id}>
          <details>
            <summary>
              <code>{name}</code>
              <span class={`badge dot ${TONES[status]}`}>{WORDS[status]}</span>
              {duration !== undefined && <span class="hint">{Math.round(duration)} ms</span>}
            </summary>
            <pre>{given}</pre>
            {error && <p class="fault">{error}</p>}
          </details>
        </li>
      ))}
    </ul>
  );
}
