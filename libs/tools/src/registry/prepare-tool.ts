import type { ToolDefinition } from '../tool-definition.js';
import type { ArgumentFault, Tool } from '../tool.js';
import { compileParameters } from './compile-parameters.js';
import type { HandlerRegistry } from './handler-registry.js';
import { hideInjected } from './hide-injected.js';

const INJECTABLE = /^(caller\.id|session\.context\.[^.]+)$/;

/** Throws an `Error` that names the key of the definition and the fix. */
export function prepareTool(
  definition: ToolDefinition,
  handlers: HandlerRegistry,
  { source, timeoutMs }: Pick<Tool, 'source' | 'timeoutMs'>,
): Tool {
  const { name, description, handler } = definition;
  const inject = handler.inject ?? {};
  for (const [argument, from] of Object.entries(inject))
    if (!INJECTABLE.test(from))
      throw new Error(
        `handler.inject.${argument} is '${from}'; it must be caller.id or session.context.<key>`,
      );
  const injected = Object.keys(inject);
  const parameters = hideInjected(definition.parameters, injected);
  const checkSchema = compileParameters(parameters);
  return {
    name,
    description,
    parameters,
    source,
    timeoutMs: handler.timeout_ms ?? timeoutMs,
    inject,
    executor: handlers.get(handler.type).prepare(definition),
    check: (given) => [...findInjected(given, injected), ...checkSchema(given)],
  };
}

function findInjected(given: unknown, injected: readonly string[]): readonly ArgumentFault[] {
  if (typeof given !== 'object' || given === null) return [];
  return injected
    .filter((argument) => argument in given)
    .map((path) => ({ path, message: 'is set by the gateway and cannot be given' }));
}
