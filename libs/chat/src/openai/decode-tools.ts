import type { ChatTool, FunctionTool, ToolChoice } from 'llm-gateway/contracts';
import type { ChatCompletionRequest } from './chat-completion-request.schema.js';
import type { ChatCompletionTool } from './chat-tool.schema.js';
import { decodeCacheMarker } from './decode-cache-marker.js';

/** `tools`, then the deprecated `functions`. */
export function decodeTools(body: ChatCompletionRequest): ChatTool[] {
  const tools = (body.tools ?? []).map(decodeTool);
  const functions = (body.functions ?? []).map((definition) => decodeFunction(definition));
  return [...tools, ...functions];
}

function decodeTool(tool: ChatCompletionTool): ChatTool {
  if (tool.type === 'custom') {
    const { name, description, format } = tool.custom;
    return {
      type: 'custom',
      name,
      ...(typeof description === 'string' && { description }),
      ...(format && { format }),
    };
  }
  const cache = decodeCacheMarker(tool);
  return { ...decodeFunction(tool.function), ...(cache && { cache }) };
}

interface WireFunction {
  readonly name: string;
  readonly description?: string | null;
  readonly parameters?: Record<string, unknown> | null;
  readonly strict?: boolean | null;
}

function decodeFunction({ name, description, parameters, strict }: WireFunction): FunctionTool {
  return {
    type: 'function',
    name,
    ...(typeof description === 'string' && { description }),
    ...(parameters && { parameters }),
    ...(typeof strict === 'boolean' && { strict }),
  };
}

/** `tool_choice`, else the deprecated `function_call`. */
export function decodeToolChoice(body: ChatCompletionRequest): ToolChoice | undefined {
  const choice = body.tool_choice;
  if (choice === undefined || choice === null) return decodeLegacyChoice(body.function_call);
  if (typeof choice === 'string') return { type: choice };
  switch (choice.type) {
    case 'function':
      return { type: 'tool', name: choice.function.name, kind: 'function' };
    case 'custom':
      return { type: 'tool', name: choice.custom.name, kind: 'custom' };
    case 'allowed_tools': {
      const { mode, tools } = choice.allowed_tools;
      const names = tools.map((tool) =>
        tool.type === 'function' ? tool.function.name : tool.custom.name,
      );
      return { type: 'allowed', mode, names };
    }
  }
}

function decodeLegacyChoice(
  choice: ChatCompletionRequest['function_call'],
): ToolChoice | undefined {
  if (choice === undefined || choice === null) return undefined;
  if (typeof choice === 'string') return { type: choice };
  return { type: 'tool', name: choice.name, kind: 'function' };
}
