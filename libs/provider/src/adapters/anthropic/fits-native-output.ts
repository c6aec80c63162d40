import type { JsonSchema } from 'llm-gateway/contracts';

/**
 * Anthropic refuses schemas with more than 24 optional properties, and compiling the grammar fails
 * earlier; ten are safe everywhere (reference/protocols.md 3.5).
 */
const SAFE_OPTIONAL_PROPERTIES = 10;
/** References multiply; a schema that unfolds to more than this makes no grammar either. */
const MAXIMUM_UNFOLDED_SCHEMAS = 2_000;

/** Without these keywords the schema would mean something else, and the grammar has none of them. */
const UNSUPPORTED = [
  '$dynamicRef',
  'contains',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'else',
  'if',
  'patternProperties',
  'prefixItems',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
];
const SHAPES = ['type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref', 'properties'];

/**
 * May the schema become `output_config.format` without a refusal and without a loss? Recursive
 * schemas, open maps and any-type schemas may not; a forced tool serves them.
 */
export function fitsNativeOutput(schema: JsonSchema): boolean {
  const walk = new Walk(schema);
  return walk.fits(schema, []) && walk.optionalProperties <= SAFE_OPTIONAL_PROPERTIES;
}

class Walk {
  optionalProperties = 0;
  #unfolded = 0;

  constructor(private readonly root: JsonSchema) {}

  /** `trail` holds the references that lead here, to notice a circle. */
  fits(schema: unknown, trail: readonly string[]): boolean {
    if (!isSchema(schema) || ++this.#unfolded > MAXIMUM_UNFOLDED_SCHEMAS) return false;
    if (UNSUPPORTED.some((keyword) => keyword in schema)) return false;
    if (!SHAPES.some((keyword) => keyword in schema)) return false;
    if (isOpenObject(schema) || hasCompoundValues(schema)) return false;
    const { $ref, properties, required, items, anyOf, oneOf, allOf } = schema;
    if ($ref !== undefined && !this.#referenceFits($ref, trail)) return false;
    const named = isSchema(properties) ? properties : {};
    const must = new Set(Array.isArray(required) ? required : []);
    this.optionalProperties += Object.keys(named).filter((name) => !must.has(name)).length;
    const children = [
      ...Object.values(named),
      ...[anyOf, oneOf, allOf].flatMap((list) => list ?? []),
    ];
    if (items !== undefined) children.push(items);
    return children.every((child) => this.fits(child, trail));
  }

  /** A definition counts wherever it is used. */
  #referenceFits(reference: unknown, trail: readonly string[]): boolean {
    if (typeof reference !== 'string' || !reference.startsWith('#/') || trail.includes(reference))
      return false;
    let target: unknown = this.root;
    for (const step of reference.slice(2).split('/')) {
      const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
      target = isSchema(target) ? target[name] : undefined;
    }
    return this.fits(target, [...trail, reference]);
  }
}

function isOpenObject({ type, properties, additionalProperties }: JsonSchema): boolean {
  if (additionalProperties !== undefined && additionalProperties !== false) return true;
  const isObject = type === 'object' || (Array.isArray(type) && type.includes('object'));
  return isObject && properties === undefined && additionalProperties !== false;
}

function hasCompoundValues(schema: JsonSchema): boolean {
  const values = [schema['enum'] ?? [], schema['const'] ?? []].flat();
  return values.some((value) => typeof value === 'object' && value !== null);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
