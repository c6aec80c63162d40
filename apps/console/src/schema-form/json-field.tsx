import { useId } from 'preact/hooks';
import { JsonText } from './json-text.js';

interface JsonFieldProperties {
  readonly label: string;
  readonly rows?: number;
  readonly value: unknown;
  onChange(value: unknown): void;
}

export function JsonField({ label, ...properties }: JsonFieldProperties) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label} as JSON</label>
      <JsonText {...properties} attributes={{ id }} />
    </div>
  );
}
