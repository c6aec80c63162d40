import * as fc from 'fast-check';

export type JsonType = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';

const VALUES: Readonly<Record<JsonType, fc.Arbitrary<unknown>>> = {
  string: fc.oneof(fc.string({ maxLength: 20 }), fc.constant('\u0000'), fc.constant('__proto__')),
  number: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(1e308)),
  boolean: fc.boolean(),
  null: fc.constant(null),
  array: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }),
  object: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
};

/** Any JSON value that is of none of these types. */
export function anyBut(...types: readonly JsonType[]): fc.Arbitrary<unknown> {
  const others = (Object.keys(VALUES) as JsonType[]).filter((type) => !types.includes(type));
  return fc.oneof(...others.map((type) => VALUES[type]));
}

/** A copy in which the value at the path (`messages.0.role`) is another, or absent when undefined. */
export function withValueAt(body: object, path: string, value: unknown): object {
  const copy = structuredClone(body);
  const keys = path.split('.');
  const last = keys.pop()!;
  let place = copy as Record<string, unknown>;
  for (const key of keys) place = place[key] as Record<string, unknown>;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}

/** JSON text of so many nested arrays or objects. */
export function nested(levels: number, kind: 'array' | 'object'): string {
  const [open, close] = kind === 'array' ? ['[', ']'] : ['{"a":', '}'];
  return `${open.repeat(levels)}1${close.repeat(levels)}`;
}
