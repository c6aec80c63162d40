import { GatewayError } from 'llm-gateway/contracts';
import { isJsonValue } from './run/is-json-value.js';
import type { ToolArguments } from './tool-handler.js';
import type { ArgumentFault, Tool } from './tool.js';

/**
 * The arguments of a call, checked. JSON text, as models give it, is read first; none at all is an
 * empty object.
 */
export function parseArguments(
  tool: Tool,
  given: unknown = {},
): { readonly given: ToolArguments } | { readonly faults: readonly ArgumentFault[] } {
  const value = typeof given === 'string' ? parse(given) : given;
  if (value === undefined) return { faults: [{ path: '', message: 'are not valid JSON' }] };
  // The depth of a body is checked; that of the JSON text in it is not.
  if (!isJsonValue(value)) return { faults: [{ path: '', message: 'are nested too deeply' }] };
  const faults = tool.check(value);
  return faults.length > 0 ? { faults } : { given: value as ToolArguments };
}

/** Throws `invalid_tool_arguments` with each fault. */
export function refuseArguments(tool: Tool, faults: readonly ArgumentFault[]): never {
  const errors = faults.map(({ path, message }) => ({
    path: `arguments${path === '' || path.startsWith('[') ? path : `.${path}`}`,
    message,
  }));
  const [first] = errors;
  throw new GatewayError(
    'invalid_tool_arguments',
    `The arguments of ${tool.name} break its schema: ${describeFaults(faults)}.`,
    { ...(first && { param: first.path }), errors },
  );
}

export function describeFaults(faults: readonly ArgumentFault[]): string {
  return faults
    .map(({ path, message }) => (path === '' ? `they ${message}` : `'${path}' ${message}`))
    .join('; ');
}

function parse(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
