import { draft } from './draft.js';

const FIELDS = [
  { label: 'Temperature', value: draft.temperature, step: 0.1 },
  { label: 'Maximum tokens', value: draft.maximumTokens, step: 1 },
] as const;

export function SamplingFields() {
  return (
    <div class="field-row">
      {FIELDS.map(({ label, value, step }) => (
        <label key={label} class="field">
          <span>{label}</span>
          <input
            type="number"
            min={0}
            step={step}
            placeholder="default"
            value={value.value}
            onInput={(event) => (value.value = event.currentTarget.value)}
          />
        </label>
      ))}
    </div>
  );
}
