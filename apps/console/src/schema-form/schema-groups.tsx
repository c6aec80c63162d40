import { initialValue, isJsonObject } from './initial-value.js';
import type { SchemaFieldProperties } from './schema-field.js';
import { SchemaFields, type Fault } from './schema-fields.js';

interface SchemaGroupsProperties extends SchemaFieldProperties {
  readonly fault: Fault | undefined;
}

/** A list of objects: a group of fields for each, and a button for one more. */
export function SchemaGroups(properties: SchemaGroupsProperties) {
  const { name, path, schema, value, onChange, faults, fault } = properties;
  const items = Array.isArray(value) ? value : [];
  const one = schema.items!;
  const change = (next: readonly unknown[]) => onChange(next.length === 0 ? undefined : next);
  return (
    <fieldset>
      <legend>{name}</legend>
      {schema.description && <p class="hint">{schema.description}</p>}
      {items.map((item: unknown, index) => (
        <fieldset key={index}>
          <legend>
            {name} {index + 1}
          </legend>
          <SchemaFields
            schema={one}
            path={`${path}[${index}]`}
            value={isJsonObject(item) ? item : {}}
            onChange={(part) => change(items.with(index, part))}
            faults={faults}
          />
          <button type="button" class="small" onClick={() => change(items.toSpliced(index, 1))}>
            Remove {name} {index + 1}
          </button>
        </fieldset>
      ))}
      <button type="button" class="small" onClick={() => change([...items, initialValue(one)])}>
        Add to {name}
      </button>
      {fault && <p class="fault">{fault.message}</p>}
    </fieldset>
  );
}
