import {
  GatewayError,
  type ChatRequest,
  type ChatTool,
  type FunctionTool,
} from 'llm-gateway/contracts';
import type { OllamaOptions } from './ollama.options.js';
import type { OllamaTool } from './ollama.wire.js';

/**
 * The tools that the model may see. Ollama has no `tool_choice` (reference/protocols.md 4.2), so
 * the choice is made by what is offered: `none` offers nothing, a list of allowed tools offers only
 * those. A demand to call a tool is refused, or weakened to an offer by the quirk
 * `forcedToolChoice: hint`.
 */
export function toOllamaTools(
  request: ChatRequest,
  options: OllamaOptions,
  ignored: Set<string>,
): OllamaTool[] | undefined {
  const { tools, toolChoice } = request;
  if (!tools?.length || toolChoice?.type === 'none') return undefined;
  if (isDemand(toolChoice)) {
    if (options.forcedToolChoice === 'refuse')
      throw new GatewayError(
        'unsupported_parameter',
        "Ollama cannot be made to call a tool; send tool_choice 'auto', or 'none' to offer no tool.",
        { param: 'tool_choice' },
      );
    ignored.add('tool_choice');
  }
  return tools
    .filter((tool) => isOffered(tool, toolChoice))
    .map((tool) => toOllamaTool(tool, tools.indexOf(tool), ignored));
}

function isDemand(choice: ChatRequest['toolChoice']): boolean {
  return (
    choice?.type === 'required' ||
    choice?.type === 'tool' ||
    (choice?.type === 'allowed' && choice.mode === 'required')
  );
}

function isOffered(tool: ChatTool, choice: ChatRequest['toolChoice']): boolean {
  if (choice?.type === 'allowed') return choice.names.includes(tool.name);
  if (choice?.type === 'tool') return choice.name === tool.name;
  return true;
}

function toOllamaTool(tool: ChatTool, index: number, ignored: Set<string>): OllamaTool {
  if (tool.type === 'custom')
    throw new GatewayError(
      'unsupported_parameter',
      `Ollama has no custom tools; declare '${tool.name}' as a function with a text argument.`,
      { param: `tools[${index}]` },
    );
  if (tool.strict) ignored.add('tools[].function.strict');
  if (tool.cache) ignored.add('tools[].prompt_cache_breakpoint');
  return { type: 'function', function: functionOf(tool) };
}

function functionOf({ name, description, parameters }: FunctionTool): OllamaTool['function'] {
  return {
    name,
    ...(description !== undefined && { description }),
    parameters: parameters ?? { type: 'object', properties: {} },
  };
}
