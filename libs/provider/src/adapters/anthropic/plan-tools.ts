import type { ChatRequest, ToolChoice } from 'llm-gateway/contracts';
import type { AnthropicEncoding } from './anthropic-encoding.js';
import type { AnthropicTool, AnthropicToolChoice } from './anthropic.wire.js';
import type { OutputFormatPlan } from './plan-output-format.js';
import { toAnthropicTool } from './to-anthropic-tool.js';

export interface ToolPlan {
  readonly tools?: readonly AnthropicTool[];
  readonly tool_choice?: AnthropicToolChoice;
  /** Wire name of the tool that stands for a structured answer. */
  readonly jsonTool?: string;
  /** To be added to the system prompt. */
  readonly instruction?: string;
}

/** What the client demands, in Anthropic's words; undefined when it leaves the choice open. */
type Demand = { readonly type: 'auto' | 'any' | 'none' } | { readonly name: string } | undefined;

/**
 * Chooses the tools to send and how the model may use them (reference/protocols.md 3.5).
 * `mayForce` is false where the model, or the kind of thinking, refuses to be forced.
 */
export function planTools(
  request: ChatRequest,
  format: OutputFormatPlan,
  mayForce: boolean,
  encoding: AnthropicEncoding,
): ToolPlan {
  const { toolChoice, parallelToolCalls } = request;
  const demand = demandOf(toolChoice, encoding);
  const isForced = demand !== undefined && ('name' in demand || demand.type === 'any');
  const tools = (request.tools ?? [])
    .filter(({ name }) => isOffered(name, toolChoice, mayForce))
    .map((tool) => toAnthropicTool(tool, encoding));
  if (isForced && (!mayForce || tools.length === 0)) encoding.ignored.add('tool_choice');
  // A forced call of a client's tool leaves no content that a format could apply to.
  if (format.type === 'tool' && !(isForced && mayForce && tools.length > 0))
    return withJsonTool(demand && 'type' in demand && demand.type === 'none' ? [] : tools, {
      ...format,
      mayForce,
      name: encoding.toolNames.reserve('json'),
    });
  if (tools.length === 0) return {};
  const single = parallelToolCalls === false ? { disable_parallel_tool_use: true as const } : {};
  const choice = choiceOf(demand, mayForce, single);
  return { tools, ...(choice && { tool_choice: choice }) };
}

function demandOf(choice: ToolChoice | undefined, { toolNames }: AnthropicEncoding): Demand {
  switch (choice?.type) {
    case undefined:
      return undefined;
    case 'auto':
    case 'none':
      return { type: choice.type };
    case 'required':
      return { type: 'any' };
    case 'tool':
      return { name: toolNames.toWire(choice.name) };
    case 'allowed':
      return { type: choice.mode === 'required' ? 'any' : 'auto' };
    default:
      return choice satisfies never;
  }
}

/** Where a named tool cannot be forced, offering no other comes nearest. */
function isOffered(name: string, choice: ToolChoice | undefined, mayForce: boolean): boolean {
  if (choice?.type === 'allowed') return choice.names.includes(name);
  return choice?.type !== 'tool' || mayForce || choice.name === name;
}

function choiceOf(
  demand: Demand,
  mayForce: boolean,
  single: { readonly disable_parallel_tool_use?: true },
): AnthropicToolChoice | undefined {
  if (demand === undefined)
    return single.disable_parallel_tool_use ? { type: 'auto', ...single } : undefined;
  if ('name' in demand)
    return mayForce ? { type: 'tool', name: demand.name, ...single } : { type: 'auto', ...single };
  if (demand.type === 'none') return { type: 'none' };
  return { type: mayForce ? demand.type : 'auto', ...single };
}

interface JsonTool {
  readonly name: string;
  readonly description: string;
  readonly schema: AnthropicTool['input_schema'];
  readonly mayForce: boolean;
}

/** One call at a time, so that the answer cannot come beside a call of a client's tool. */
function withJsonTool(tools: readonly AnthropicTool[], json: JsonTool): ToolPlan {
  const { name, description, schema, mayForce } = json;
  const forced: AnthropicToolChoice =
    tools.length > 0
      ? { type: 'any', disable_parallel_tool_use: true }
      : { type: 'tool', name, disable_parallel_tool_use: true };
  return {
    tools: [...tools, { name, description, input_schema: schema }],
    tool_choice: mayForce ? forced : { type: 'auto', disable_parallel_tool_use: true },
    jsonTool: name,
    ...(!mayForce && {
      instruction: `Give your final answer only by calling the tool \`${name}\`: its input is the answer. Write no other text.`,
    }),
  };
}
