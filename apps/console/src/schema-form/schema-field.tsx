import { useId } from 'preact/hooks';
import type { JsonSchema } from '../api/tool.js';
import { controlOf } from './control-of.js';
import { isJsonObject } from './initial-value.js';
import { PlainControl } from './plain-control.js';
import { SchemaFields, type Fault } from './schema-fields.js';
import { SchemaGroups } from './schema-groups.js';

export interface SchemaFieldProperties {
  readonly name: string;
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
  readonly value: unknown;
  /** Undefined leaves the property out. */
  onChange(value: unknown): void;
  readonly faults: readonly Fault[];
}

/** One property: its name, what it is for, how it is entered, and what the gateway said against it. */
export function SchemaField(properties: SchemaFieldProperties) {
  const { name, path, schema, isRequired, value, onChange, faults } = properties;
  const id = useId();
  const fault = faults.find((one) => one.path === path);
  const control = controlOf(schema);
  if (control === 'groups') return <SchemaGroups {...properties} fault={fault} />;
  if (control === 'group')
    return (
      <fieldset>
        <legend>{name}</legend>
        {schema.description && <p class="hint">{schema.description}</p>}
        <SchemaFields
          schema={schema}
          path={path}
          value={isJsonObject(value) ? value : {}}
          onChange={(part) => {
            const isLeftOut = !isRequired && Object.keys(part).length === 0;
            onChange(isLeftOut ? undefined : part);
          }}
          faults={faults}
        />
      </fieldset>
    );
  const described = [schema.description && `${id}-about`, fault && `${id}-fault`].filter(Boolean);
  return (
    <div class="field">
      <label for={id}>
        <code>{name}</code>
        <span class="hint">{isRequired ? 'required' : hintOf(schema)}</span>
      </label>
      <PlainControl
        control={control}
        schema={schema}
        value={value}
        onChange={onChange}
        attributes={{
          id,
          'aria-required': isRequired,
          'aria-invalid': fault !== undefined,
          'aria-describedby': described.join(' ') || undefined,
        }}
      />
      {schema.description && (
        <p class="hint" id={`${id}-about`}>
          {schema.description}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault.message}
        </p>
      )}
    </div>
  );
}

function hintOf({ default: preset }: JsonSchema): string {
  return preset === undefined ? 'optional' : `default ${JSON.stringify(preset)}`;
}
