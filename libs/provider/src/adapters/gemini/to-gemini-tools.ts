import {
  GatewayError,
  type ChatCall,
  type ChatRequest,
  type ChatTool,
  type CustomTool,
  type ToolChoice,
} from 'llm-gateway/contracts';
import type { GeminiFunctionDeclaration, GeminiRequest } from './gemini.wire.js';

type CallingConfig = NonNullable<GeminiRequest['toolConfig']>['functionCallingConfig'];

/** Function declarations, and which of them the model may or must call. */
export function toGeminiTools({
  request,
  provider,
  scope,
}: ChatCall): Pick<GeminiRequest, 'tools' | 'toolConfig'> {
  const { tools = [], toolChoice, parallelToolCalls } = request;
  if (parallelToolCalls === false) scope.ignoredParameters.add('parallel_tool_calls');
  if (tools.length === 0) {
    refuseChoiceWithoutTools(toolChoice);
    return {};
  }
  if (tools.some((tool) => tool.type === 'function' && tool.cache))
    scope.ignoredParameters.add('tools[].prompt_cache_breakpoint');
  const strict = tools.some((tool) => tool.type === 'function' && tool.strict === true);
  const functionCallingConfig = toCallingConfig(toolChoice, strict);
  return {
    tools: [{ functionDeclarations: tools.map((tool) => toDeclaration(tool, provider.name)) }],
    ...(functionCallingConfig && { toolConfig: { functionCallingConfig } }),
  };
}

/** True when the model must call a tool, so that its answer holds no text to be formatted. */
export function forcesToolCall({ toolChoice }: ChatRequest): boolean {
  switch (toolChoice?.type) {
    case 'required':
    case 'tool':
      return true;
    case 'allowed':
      return toolChoice.mode === 'required';
    default:
      return false;
  }
}

/** Names of the tools whose input is free text; their calls come back as such. */
export function customToolNames({ tools = [] }: ChatRequest): ReadonlySet<string> {
  return new Set(tools.filter((tool) => tool.type === 'custom').map((tool) => tool.name));
}

function toDeclaration(tool: ChatTool, provider: string): GeminiFunctionDeclaration {
  switch (tool.type) {
    case 'function':
      return {
        name: tool.name,
        ...(tool.description !== undefined && { description: tool.description }),
        ...(tool.parameters && { parametersJsonSchema: tool.parameters }),
      };
    case 'custom':
      return toTextDeclaration(tool, provider);
    default:
      return tool satisfies never;
  }
}

/** Gemini has no free-text tools: a function with one string stands in for it. */
function toTextDeclaration(tool: CustomTool, provider: string): GeminiFunctionDeclaration {
  if (tool.format && tool.format['type'] !== 'text')
    throw new GatewayError(
      'unsupported_parameter',
      `Provider '${provider}' cannot hold the custom tool '${tool.name}' to a grammar. Leave out its format, or make it a function.`,
      { param: 'tools' },
    );
  return {
    name: tool.name,
    ...(tool.description !== undefined && { description: tool.description }),
    parametersJsonSchema: {
      type: 'object',
      properties: { input: { type: 'string' } },
      required: ['input'],
    },
  };
}

/** `VALIDATED` holds arguments to their schema, and takes a list of names where `AUTO` does not. */
function toCallingConfig(
  choice: ToolChoice | undefined,
  strict: boolean,
): CallingConfig | undefined {
  switch (choice?.type) {
    case undefined:
      return strict ? { mode: 'VALIDATED' } : undefined;
    case 'auto':
      return { mode: strict ? 'VALIDATED' : 'AUTO' };
    case 'none':
      return { mode: 'NONE' };
    case 'required':
      return { mode: 'ANY' };
    case 'tool':
      return { mode: 'ANY', allowedFunctionNames: [choice.name] };
    case 'allowed':
      return {
        mode: choice.mode === 'required' ? 'ANY' : 'VALIDATED',
        allowedFunctionNames: choice.names,
      };
    default:
      return choice satisfies never;
  }
}

function refuseChoiceWithoutTools(choice: ToolChoice | undefined): void {
  if (!choice || choice.type === 'auto' || choice.type === 'none') return;
  throw new GatewayError(
    'invalid_request',
    'tool_choice asks for a tool call, but the request has no tools.',
    { param: 'tool_choice' },
  );
}
