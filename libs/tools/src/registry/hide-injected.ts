import type { JsonSchema } from 'llm-gateway/contracts';

type Named = Readonly<Record<string, unknown>>;

/**
 * The schema without the arguments that the gateway sets itself, nor any rule that names them, which
 * no caller could follow.
 */
export function hideInjected(parameters: JsonSchema, injected: readonly string[]): JsonSchema {
  if (injected.length === 0) return parameters;
  const isShown = (name: string) => !injected.includes(name);
  const hide = (schema: unknown): unknown =>
    isObject(schema) ? hideInjected(schema, injected) : schema;
  return Object.fromEntries(
    Object.entries(parameters).map(([keyword, value]) => {
      switch (keyword) {
        case 'properties':
          return [keyword, withNames(value, isShown)];
        case 'required':
          return [keyword, (value as readonly string[]).filter(isShown)];
        case 'dependentRequired':
        case 'dependentSchemas':
        case 'dependencies':
          return [
            keyword,
            withNames(value, isShown, (rule) =>
              Array.isArray(rule) ? rule.filter(isShown) : hide(rule),
            ),
          ];
        case 'allOf':
        case 'anyOf':
        case 'oneOf':
          return [keyword, (value as readonly unknown[]).map(hide)];
        case 'if':
        case 'then':
        case 'else':
          return [keyword, hide(value)];
        default:
          return [keyword, value];
      }
    }),
  );
}

function withNames(
  value: unknown,
  isShown: (name: string) => boolean,
  change: (rule: unknown) => unknown = (rule) => rule,
): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, rule]) => (isShown(name) ? [[name, change(rule)]] : [])),
  );
}

function isObject(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
