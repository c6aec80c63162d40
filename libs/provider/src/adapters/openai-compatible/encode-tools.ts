import type { ChatRequest, ChatTool, ToolChoice } from 'llm-gateway/contracts';
import { encodeCache } from './encode-content-parts.js';
import type { EncodeContext } from './encode-context.js';
import { refuseField } from './refuse-field.js';

/**
 * Tools and the choice among them. Where a vendor has no word for a narrower choice, the same is said
 * by sending only the tools that may be called.
 */
export function encodeTools(
  { tools = [], toolChoice, parallelToolCalls }: ChatRequest,
  context: EncodeContext,
): Record<string, unknown> {
  if (tools.length === 0) return {};
  const { supports } = context.options;
  if (!supports.tools)
    refuseField('tools', 'This provider does not call tools. Leave `tools` out or choose another.');
  const { offered, choice } = narrow(tools, toolChoice, context);
  if (choice === 'without-tools') return {};
  if (parallelToolCalls !== undefined && !supports.parallelToolCalls)
    context.ignored.add('parallel_tool_calls');
  return {
    tools: offered.map((tool) => encodeTool(tool, context)),
    ...(choice !== undefined && { tool_choice: choice }),
    ...(parallelToolCalls !== undefined &&
      supports.parallelToolCalls && { parallel_tool_calls: parallelToolCalls }),
  };
}

interface Narrowed {
  readonly offered: readonly ChatTool[];
  /** The wire form of the choice; `without-tools` says "none" to a vendor that has no word for it. */
  readonly choice?: unknown;
}

function narrow(
  tools: readonly ChatTool[],
  choice: ToolChoice | undefined,
  context: EncodeContext,
): Narrowed {
  const { supports } = context.options;
  switch (choice?.type) {
    case undefined:
      return { offered: tools };
    case 'auto':
      return { offered: tools, ...(supports.toolChoice && { choice: 'auto' }) };
    case 'none':
      return { offered: tools, choice: supports.toolChoice ? 'none' : 'without-tools' };
    case 'required':
      return { offered: tools, choice: requiredWord(context) };
    case 'tool': {
      const word = requiredWord(context);
      if (!supports.namedToolChoice)
        return { offered: tools.filter(({ name }) => name === choice.name), choice: word };
      const { kind, name } = choice;
      return { offered: tools, choice: { type: kind, [kind]: { name } } };
    }
    case 'allowed': {
      if (supports.allowedTools) return { offered: tools, choice: encodeAllowed(choice, tools) };
      const offered = tools.filter(({ name }) => choice.names.includes(name));
      const mode = choice.mode === 'required' ? requiredWord(context) : 'auto';
      return { offered, ...((supports.toolChoice || mode !== 'auto') && { choice: mode }) };
    }
  }
}

function requiredWord({ options, facts }: EncodeContext): string {
  const { toolChoiceRequired, supports } = options;
  if (facts.forcedTools === false || !supports.toolChoice || toolChoiceRequired === 'unsupported')
    refuseField(
      'tool_choice',
      'This model cannot be forced to call a tool. Use `tool_choice: "auto"`.',
    );
  return toolChoiceRequired;
}

function encodeAllowed(
  { mode, names }: Extract<ToolChoice, { type: 'allowed' }>,
  tools: readonly ChatTool[],
): Record<string, unknown> {
  const allowed = tools
    .filter(({ name }) => names.includes(name))
    .map(({ type, name }) => ({ type, [type]: { name } }));
  return { type: 'allowed_tools', allowed_tools: { mode, tools: allowed } };
}

function encodeTool(tool: ChatTool, context: EncodeContext): Record<string, unknown> {
  const { supports } = context.options;
  const { name, description } = tool;
  const about = { name, ...(description !== undefined && { description }) };
  if (tool.type === 'custom') {
    if (!supports.customTools)
      refuseField(
        'tools',
        `This provider has no custom tools. Declare '${name}' as a function with one string parameter.`,
      );
    return {
      type: 'custom',
      custom: { ...about, ...(tool.format !== undefined && { format: tool.format }) },
    };
  }
  if (tool.strict && !supports.strictTools) context.ignored.add('tools[].function.strict');
  return {
    type: 'function',
    function: {
      ...about,
      parameters: tool.parameters ?? { type: 'object', properties: {} },
      ...(tool.strict !== undefined && supports.strictTools && { strict: tool.strict }),
    },
    ...encodeCache(tool.cache, context),
  };
}
