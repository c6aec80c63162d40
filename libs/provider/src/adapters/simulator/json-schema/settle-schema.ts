import type { JsonSchema } from 'llm-gateway/contracts';
import { isObject, isSchema, type Filling, type Schema } from './filling.js';
import { mergeSchemas } from './merge-schemas.js';
import { typeOf } from './type-of-schema.js';

export interface SettledSchema {
  /** Without `$ref`, `anyOf`, `oneOf` and `allOf`. */
  readonly schema: JsonSchema;
  readonly filling: Filling;
  /** An exclusive branch was chosen: what it does not require might fit another branch as well. */
  readonly essential: boolean;
}

/** Follows references, chooses branches and joins everything to one schema. */
export function settleSchema(schema: Schema, filling: Filling, essential = false): SettledSchema {
  filling.budget.spend(1);
  filling.budget.checkDepth(filling.depth);
  if (typeof schema === 'boolean') return { schema: {}, filling, essential };
  const deeper = { ...filling, depth: filling.depth + 1 };
  const { $ref: reference, anyOf, oneOf, allOf, ...rest } = schema;
  if (typeof reference === 'string') {
    const { references, lean } = filling;
    const target = resolve(reference, filling);
    const joined = mergeSchemas(omit(schema, '$ref'), target);
    return settleSchema(
      joined,
      {
        ...deeper,
        references: [...references, reference],
        lean: lean || references.includes(reference),
      },
      essential,
    );
  }
  if (Array.isArray(anyOf) && anyOf.length > 0) {
    const { branch, variant } = choose(anyOf, filling);
    return settleSchema(
      mergeSchemas(omit(schema, 'anyOf'), branch),
      { ...deeper, variant },
      essential,
    );
  }
  if (Array.isArray(oneOf) && oneOf.length > 0) {
    const { branch, variant } = choose(oneOf, filling);
    return settleSchema(mergeSchemas(omit(schema, 'oneOf'), branch), { ...deeper, variant }, true);
  }
  if (Array.isArray(allOf) && allOf.length > 0) {
    // Each join copies what was joined before.
    filling.budget.spend(allOf.length ** 2);
    const joined = allOf.filter(isSchema).reduce<JsonSchema>(mergeSchemas, omit(schema, 'allOf'));
    return settleSchema(joined, deeper, essential);
  }
  return { schema: rest, filling, essential };
}

function omit(schema: JsonSchema, key: string): JsonSchema {
  const { [key]: _, ...rest } = schema;
  return rest;
}

/** The first branch that is more than null, or the simplest one to end a recursion. */
function choose(
  branches: readonly unknown[],
  { lean, variant, budget }: Filling,
): { branch: Schema; variant: number } {
  budget.spend(branches.length);
  const possible = branches.filter(isSchema).filter((branch) => branch !== false);
  if (lean)
    return { branch: possible.toSorted((a, b) => weightOf(a) - weightOf(b))[0] ?? true, variant };
  const filled = possible.filter((branch) => weightOf(branch) > 0);
  const choices = filled.length > 0 ? filled : possible;
  return {
    branch: choices[variant % choices.length] ?? true,
    variant: choices.length > 0 ? Math.floor(variant / choices.length) : variant,
  };
}

function weightOf(branch: Schema): number {
  if (typeof branch === 'boolean') return 1;
  if ('$ref' in branch || 'anyOf' in branch || 'oneOf' in branch || 'allOf' in branch) return 4;
  switch (typeOf(branch)) {
    case 'null':
      return 0;
    case 'object':
      return 3;
    case 'array':
      return 2;
    default:
      return 1;
  }
}

/** A JSON pointer into the schema itself (RFC 6901, in a fragment). */
function resolve(reference: string, { root, budget }: Filling): Schema {
  let target: unknown = root;
  if (reference !== '#' && !reference.startsWith('#/'))
    throw budget.refuse(
      `it refers to '${reference}', and only references like '#/$defs/x' are followed`,
    );
  for (const token of reference.split('/').slice(1)) {
    const key = decode(token).replaceAll('~1', '/').replaceAll('~0', '~');
    const known = (isObject(target) || Array.isArray(target)) && Object.hasOwn(target, key);
    target = known ? (target as Readonly<Record<string, unknown>>)[key] : undefined;
  }
  if (isSchema(target)) return target;
  throw budget.refuse(`it refers to '${reference}', which it does not have`);
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
