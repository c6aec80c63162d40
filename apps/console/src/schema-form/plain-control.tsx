import type { JsonSchema } from '../api/tool.js';
import type { ControlAttributes } from './control-attributes.js';
import { choicesOf, type Control } from './control-of.js';
import { JsonText } from './json-text.js';
import { numberOf } from './number-of.js';

interface PlainControlProperties {
  readonly control: Exclude<Control, 'group' | 'groups'>;
  readonly schema: JsonSchema;
  readonly value: unknown;
  onChange(value: unknown): void;
  readonly attributes: ControlAttributes;
}

/** What a single value is entered with. */
export function PlainControl(properties: PlainControlProperties) {
  const { control, schema, value, onChange, attributes } = properties;
  switch (control) {
    case 'choice': {
      const choices = choicesOf(schema);
      return (
        <select
          {...attributes}
          value={String(choices.indexOf(value))}
          onChange={(event) => onChange(choices[Number(event.currentTarget.value)])}
        >
          <option value="-1">not set</option>
          {choices.map((choice, index) => (
            <option key={index} value={String(index)}>
              {String(choice)}
            </option>
          ))}
        </select>
      );
    }
    case 'text':
      return (
        <textarea
          {...attributes}
          rows={1}
          value={typeof value === 'string' ? value : ''}
          onInput={({ currentTarget: { value: text } }) => onChange(text === '' ? undefined : text)}
        />
      );
    case 'number':
      return (
        <input
          {...attributes}
          inputMode="decimal"
          defaultValue={value === undefined ? '' : String(value)}
          onInput={(event) => onChange(numberOf(event.currentTarget.value))}
        />
      );
    case 'lines':
      return (
        <textarea
          {...attributes}
          rows={2}
          placeholder="One on each line"
          defaultValue={Array.isArray(value) ? value.join('\n') : ''}
          onInput={(event) => onChange(linesOf(event.currentTarget.value))}
        />
      );
    case 'json':
      return <JsonText attributes={attributes} value={value} onChange={onChange} />;
    default:
      return control satisfies never;
  }
}

function linesOf(text: string): readonly string[] | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0 ? undefined : lines;
}
