import type { JsonSchema } from 'llm-gateway/contracts';

export interface SchemaContext {
  /** The whole document, for references inside it. */
  readonly root: JsonSchema;
  /** Keywords that found no place, not even in a description. */
  readonly dropped: Set<string>;
  /** References whose targets are being written out; following one again would never end. */
  readonly open: ReadonlySet<string>;
}

interface Merged {
  readonly schema: JsonSchema;
  readonly open: ReadonlySet<string>;
}

/**
 * Folds `allOf`, which Gemini does not know, into the schema that holds it. References inside the
 * list are followed within the document; one that leads nowhere, or in a circle, is dropped.
 */
export function mergeAllOf(schema: JsonSchema, context: SchemaContext): Merged {
  const { allOf, ...own } = schema;
  if (!Array.isArray(allOf)) return { schema, open: context.open };
  // A single reference without company is the usual form of a described reference.
  if (allOf.length === 1 && isReference(allOf[0]) && !hasStructure(own))
    return { schema: { ...own, ...allOf[0] }, open: context.open };
  const open = new Set(context.open);
  let merged: JsonSchema = {};
  for (const member of allOf) {
    const target = follow(member, context.root, open);
    if (target) merged = merge(merged, mergeAllOf(target, { ...context, open }).schema);
    else context.dropped.add('allOf');
  }
  return { schema: merge(merged, own), open };
}

function merge(left: JsonSchema, right: JsonSchema): JsonSchema {
  const properties = { ...asObject(left['properties']), ...asObject(right['properties']) };
  const required = [...asList(left['required']), ...asList(right['required'])];
  return {
    ...left,
    ...right,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required: [...new Set(required)] }),
  };
}

/** The schema that a chain of local references ends at; each reference is added to `open`. */
function follow(member: unknown, root: JsonSchema, open: Set<string>): JsonSchema | undefined {
  if (!isReference(member)) return asObject(member);
  const reference = member.$ref;
  if (open.has(reference) || !reference.startsWith('#/')) return undefined;
  open.add(reference);
  let target: unknown = root;
  for (const step of reference.slice(2).split('/'))
    target = asObject(target)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  return follow(target, root, open);
}

function hasStructure(schema: JsonSchema): boolean {
  return ['type', 'properties', 'items', 'enum', 'anyOf', 'oneOf', '$ref'].some(
    (keyword) => keyword in schema,
  );
}

function isReference(value: unknown): value is { readonly $ref: string } {
  return typeof asObject(value)?.['$ref'] === 'string';
}

function asObject(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonSchema)
    : undefined;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
