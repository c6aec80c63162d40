import type { JsonSchema } from '../api/tool.js';
import { JsonField } from './json-field.js';
import type { JsonObject } from './initial-value.js';
import { SchemaField } from './schema-field.js';

/** One thing that is wrong with a value, as the gateway tells it. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

interface SchemaFieldsProperties {
  readonly schema: JsonSchema;
  readonly value: JsonObject;
  onChange(value: JsonObject): void;
  readonly faults: readonly Fault[];
  /** Of the object, as the gateway writes paths. */
  readonly path: string;
}

/** A field for each property of an object. A field that is left empty is left out. */
export function SchemaFields({ schema, value, onChange, faults, path }: SchemaFieldsProperties) {
  const { properties, required = [] } = schema;
  if (!properties)
    return <JsonField label="Arguments" value={value} onChange={onChange as never} />;
  const names = Object.keys(properties);
  if (names.length === 0) return <p class="hint">It takes no arguments.</p>;
  const change = (name: string, part: unknown) => {
    const { [name]: _, ...others } = value;
    onChange(part === undefined ? others : { ...others, [name]: part });
  };
  return (
    <>
      {names.map((name) => (
        <SchemaField
          key={name}
          name={name}
          path={`${path}.${name}`}
          schema={properties[name]!}
          isRequired={required.includes(name)}
          value={value[name]}
          onChange={(part) => change(name, part)}
          faults={faults}
        />
      ))}
    </>
  );
}
