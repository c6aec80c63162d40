import type { JsonSchema } from 'llm-gateway/contracts';

/** The schema without the arguments that the gateway sets itself. */
export function hideInjected(parameters: JsonSchema, injected: readonly string[]): JsonSchema {
  if (injected.length === 0) return parameters;
  const properties = (parameters['properties'] ?? {}) as Readonly<Record<string, unknown>>;
  const required = (parameters['required'] ?? []) as readonly string[];
  return {
    ...parameters,
    properties: Object.fromEntries(
      Object.entries(properties).filter(([name]) => !injected.includes(name)),
    ),
    required: required.filter((name) => !injected.includes(name)),
  };
}
