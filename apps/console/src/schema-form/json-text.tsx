import { useState } from 'preact/hooks';
import type { ControlAttributes } from './control-attributes.js';

interface JsonTextProperties {
  readonly attributes: Partial<ControlAttributes>;
  readonly rows?: number;
  readonly value: unknown;
  /** Called with each text that is JSON; undefined for none. */
  onChange(value: unknown): void;
}

/** A value as JSON. A text that is none keeps the form from being sent, and says where it breaks. */
export function JsonText({ attributes, rows = 3, value, onChange }: JsonTextProperties) {
  const [text, setText] = useState(() =>
    value === undefined ? '' : JSON.stringify(value, null, 2),
  );
  return (
    <textarea
      {...attributes}
      class="code"
      rows={rows}
      spellcheck={false}
      placeholder="JSON"
      value={text}
      onInput={({ currentTarget: field }) => {
        setText(field.value);
        try {
          onChange(field.value.trim() === '' ? undefined : JSON.parse(field.value));
          field.setCustomValidity('');
        } catch (error) {
          field.setCustomValidity(`This is not JSON. ${(error as Error).message}`);
        }
      }}
    />
  );
}
