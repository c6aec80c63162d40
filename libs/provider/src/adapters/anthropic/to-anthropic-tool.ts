import {
  GatewayError,
  type ChatTool,
  type CustomTool,
  type FunctionTool,
} from 'llm-gateway/contracts';
import { CUSTOM_TOOL_FIELD, type AnthropicEncoding } from './anthropic-encoding.js';
import type { AnthropicTool } from './anthropic.wire.js';
import { cacheControlOf } from './cache-control.js';
import { fitsNativeOutput } from './fits-native-output.js';
import { sanitiseJsonSchema } from './sanitise-json-schema.js';

export function toAnthropicTool(tool: ChatTool, encoding: AnthropicEncoding): AnthropicTool {
  switch (tool.type) {
    case 'function':
      return toFunction(tool, encoding);
    case 'custom':
      return toTextTool(tool, encoding);
    default:
      return tool satisfies never;
  }
}

function toFunction(tool: FunctionTool, encoding: AnthropicEncoding): AnthropicTool {
  const { name, description, strict, cache } = tool;
  const parameters = { type: 'object', properties: {}, ...tool.parameters };
  const isStrict =
    strict === true &&
    encoding.facts.structuredOutput !== false &&
    // The root must say that it is an object, which a reference cannot.
    !('$ref' in parameters) &&
    fitsNativeOutput(parameters);
  if (strict === true && !isStrict) encoding.ignored.add('tools[].function.strict');
  return {
    name: encoding.toolNames.toWire(name),
    ...(description !== undefined && { description }),
    input_schema: isStrict ? sanitiseJsonSchema(parameters) : parameters,
    ...(isStrict && { strict: true }),
    ...cacheControlOf(cache),
  };
}

/** Anthropic's tools take JSON only, so a custom tool's text travels in a field of its own. */
function toTextTool(tool: CustomTool, encoding: AnthropicEncoding): AnthropicTool {
  const { name, description, format } = tool;
  if (format !== undefined && format['type'] !== 'text')
    throw new GatewayError(
      'unsupported_parameter',
      `Claude models cannot hold the custom tool '${name}' to a grammar. Leave out its format, or make it a function.`,
      { param: 'tools' },
    );
  return {
    name: encoding.toolNames.toWire(name),
    ...(description !== undefined && { description }),
    input_schema: {
      type: 'object',
      properties: { [CUSTOM_TOOL_FIELD]: { type: 'string' } },
      required: [CUSTOM_TOOL_FIELD],
      additionalProperties: false,
    },
  };
}
