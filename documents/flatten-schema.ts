/** As much of JSON Schema as the files in config/ use. */
export interface FileSchema {
  readonly type?: string | readonly string[];
  readonly deprecated?: boolean;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FileSchema>>;
  readonly patternProperties?: Readonly<Record<string, FileSchema>>;
  readonly items?: FileSchema;
  readonly anyOf?: readonly FileSchema[];
}

export interface FileKey {
  /** `tools[].handler.url`, `providers.<name>.baseUrl` */
  readonly path: string;
  readonly required: boolean;
  readonly schema: FileSchema;
}

/** Every key of a file, with its path, in the schema's order. Alternatives follow one another. */
export function flattenSchema(schema: FileSchema, prefix = ''): readonly FileKey[] {
  const { properties = {}, patternProperties = {}, items, anyOf = [], required = [] } = schema;
  const keys = [
    ...Object.entries(properties)
      .filter(([name]) => name !== '$schema')
      .map(([name, value]) => [name, required.includes(name), value] as const),
    ...Object.values(patternProperties)
      .filter((value) => value.properties ?? value.items)
      .map((value) => ['<name>', false, value] as const),
  ];
  return [
    ...keys.flatMap(([name, isRequired, value]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      return [{ path, required: isRequired, schema: value }, ...flattenSchema(value, path)];
    }),
    ...(items ? flattenSchema(items, `${prefix}[]`) : []),
    ...anyOf.flatMap((alternative) => flattenSchema(alternative, prefix)),
  ];
}
