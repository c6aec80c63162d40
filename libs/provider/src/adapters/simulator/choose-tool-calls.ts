import { createHash } from 'node:crypto';
import {
  GatewayError,
  type ChatRequest,
  type ChatTool,
  type ToolCallPart,
} from 'llm-gateway/contracts';
import { textOf, trailingResults } from './answer-conversation.js';
import { fillJsonSchema } from './json-schema/fill-json-schema.js';

/**
 * Which tools the simulator calls, by rule: none when `tool_choice` is `none` or when results wait
 * for an answer; the one that `tool_choice` names; all that the last user text mentions by name;
 * the first one when the text says to call or use a tool, or when a call is required.
 */
export function chooseToolCalls(request: ChatRequest, choice = 0): ToolCallPart[] {
  const tools = chooseTools(request);
  if (tools.length === 0) return [];
  const conversation = JSON.stringify(request.messages);
  const text = lastUserText(request);
  return tools.map((tool, index) => ({
    type: 'tool-call',
    id: toolCallId(conversation, choice, index),
    name: tool.name,
    arguments: argumentsOf(tool, request.tools!.indexOf(tool), text),
    kind: tool.type,
  }));
}

function chooseTools({ messages, ...request }: ChatRequest): ChatTool[] {
  const { toolChoice } = request;
  if (!request.tools?.length || toolChoice?.type === 'none') return [];
  if (trailingResults(messages).length > 0) return [];
  const tools = request.tools.filter(
    ({ name }) => toolChoice?.type !== 'allowed' || toolChoice.names.includes(name),
  );
  if (toolChoice?.type === 'tool') return [named(toolChoice.name, tools)];
  const chosen = chooseFromText(lastUserText({ messages }), tools);
  const required =
    toolChoice?.type === 'required' ||
    (toolChoice?.type === 'allowed' && toolChoice.mode === 'required');
  const calls = chosen.length === 0 && required ? tools.slice(0, 1) : chosen;
  return request.parallelToolCalls === false ? calls.slice(0, 1) : calls;
}

function named(name: string, tools: readonly ChatTool[]): ChatTool {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool) return tool;
  throw new GatewayError(
    'invalid_request',
    `tool_choice names '${name}', which is not among the tools.`,
    { param: 'tool_choice' },
  );
}

function chooseFromText(text: string, tools: readonly ChatTool[]): ChatTool[] {
  const mentioned = tools
    .map((tool) => ({ tool, position: positionOf(tool.name, text) }))
    .filter(({ position }) => position >= 0)
    .sort((one, other) => one.position - other.position)
    .map(({ tool }) => tool);
  if (mentioned.length > 0) return mentioned;
  const asks = /\b(call|use)\b/i.test(text) && /\btools?\b/i.test(text);
  return asks ? tools.slice(0, 1) : [];
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
}

/** Where the text has the name as a word of its own, in any case; -1 when it has not. */
function positionOf(name: string, text: string): number {
  const [needle, hay] = [name.toLowerCase(), text.toLowerCase()];
  if (needle === '') return -1;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1))
    if (!isWord(hay[at - 1]) && !isWord(hay[at + needle.length])) return at;
  return -1;
}

function lastUserText({ messages }: Pick<ChatRequest, 'messages'>): string {
  return textOf(messages.findLast(({ role }) => role === 'user'));
}

function argumentsOf(tool: ChatTool, index: number, text: string): string {
  if (tool.type === 'custom') return text;
  const schema = { type: 'object', ...tool.parameters };
  // Who tells required arguments from others means that the others may be left out.
  const lean = Array.isArray(tool.parameters?.['required']);
  return JSON.stringify(fillJsonSchema(schema, `tools[${index}].function.parameters`, lean));
}

/** The same for the same conversation, another one for every turn, answer and call. */
function toolCallId(conversation: string, choice: number, index: number): string {
  const hash = createHash('sha256').update(`${choice}/${index}/${conversation}`);
  return `call_${hash.digest('hex').slice(0, 24)}`;
}

/** A grammar is a promise about the input that the simulator cannot keep. */
export function refuseGrammars(tools: readonly ChatTool[] = []): void {
  const index = tools.findIndex(
    (tool) => tool.type === 'custom' && tool.format?.['type'] === 'grammar',
  );
  if (index >= 0)
    throw new GatewayError(
      'unsupported_parameter',
      'The simulator does not follow grammars; leave the format of the custom tool out.',
      { param: `tools[${index}].custom.format` },
    );
}
