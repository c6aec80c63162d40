import type {
  AssistantPart,
  ChatResponse,
  Provider,
  ReasoningPart,
  ToolCallPart,
} from 'llm-gateway/contracts';
import {
  CUSTOM_TOOL_FIELD,
  REASONING_FORMAT,
  type AnthropicReading,
} from './anthropic-encoding.js';
import { toUsage } from './anthropic-usage.js';
import type { AnthropicBlock, AnthropicMessage } from './anthropic.wire.js';
import { JsonObjectText } from './json-object-text.js';
import { mapCitations } from './map-citations.js';
import { mapStopReason, stopDetailsOf } from './map-stop-reason.js';
import { mintToolCallId } from '../../upstream/mint-tool-call-id.js';

/** Translates a whole answer (reference/protocols.md 3.7). */
export function fromAnthropicResponse(
  message: AnthropicMessage,
  reading: AnthropicReading,
  provider: Provider,
): ChatResponse {
  const { parts, extensions: messageExtensions } = readContent(message.content ?? [], reading);
  const hasToolCalls = parts.some(({ type }) => type === 'tool-call');
  const finishReason = mapStopReason(message.stop_reason, hasToolCalls);
  if (reading.jsonObject && finishReason === 'stop') unwrapJsonObject(parts, provider);
  const refusal = message.stop_reason === 'refusal' && message.stop_details?.explanation;
  if (refusal) parts.push({ type: 'refusal', text: refusal });
  const choiceExtensions = stopDetailsOf(message);
  const usage = toUsage(message.usage);
  const extensions = extensionsOf(message);
  return {
    ...(message.id && { id: message.id }),
    ...(message.model && { model: message.model }),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', parts },
        finishReason,
        ...(Object.keys(messageExtensions).length > 0 && { messageExtensions }),
        ...(Object.keys(choiceExtensions).length > 0 && { choiceExtensions }),
      },
    ],
    ...(usage && { usage }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

interface Content {
  readonly parts: AssistantPart[];
  readonly extensions: Record<string, readonly unknown[]>;
}

function readContent(blocks: readonly AnthropicBlock[], reading: AnthropicReading): Content {
  const answers = blocks.filter((block) => isJsonAnswer(block, reading));
  const parts: AssistantPart[] = [];
  const extensions: Record<string, unknown[]> = {};
  const keep = (fields: object) => {
    for (const [name, values] of Object.entries(fields))
      extensions[name] = [...(extensions[name] ?? []), ...(values as unknown[])];
  };
  let length = 0;
  for (const block of blocks) {
    switch (block.type) {
      case 'text': {
        // Words around an answer that is a tool's input would spoil the JSON.
        if (answers.length > 0) {
          if (block.text) keep({ anthropic_blocks: [block] });
          break;
        }
        const text = block.text ?? '';
        if (text !== '') parts.push({ type: 'text', text });
        keep(mapCitations(block.citations, length, length + text.length));
        length += text.length;
        break;
      }
      case 'thinking':
      case 'redacted_thinking':
        parts.push(toReasoning(block));
        break;
      case 'tool_use':
        if (block === answers[0]) parts.push({ type: 'text', text: argumentsOf(block) });
        else parts.push(toToolCall(block, reading));
        break;
      default:
        // Blocks of server tools: hidden from the content, kept for who knows them.
        keep({ anthropic_blocks: [block] });
    }
  }
  return { parts, extensions };
}

export function isJsonAnswer({ type, name }: AnthropicBlock, reading: AnthropicReading): boolean {
  return type === 'tool_use' && reading.jsonTool !== undefined && name === reading.jsonTool;
}

function toReasoning({ type, thinking, signature, data }: AnthropicBlock): ReasoningPart {
  if (type === 'redacted_thinking')
    return { type: 'reasoning', text: '', encrypted: data ?? '', format: REASONING_FORMAT };
  return {
    type: 'reasoning',
    text: thinking ?? '',
    ...(signature && { signature, format: REASONING_FORMAT }),
  };
}

function toToolCall(block: AnthropicBlock, reading: AnthropicReading): ToolCallPart {
  const name = block.name ?? '';
  const isCustom = reading.customTools.has(name);
  return {
    type: 'tool-call',
    id: block.id || mintToolCallId(),
    name: reading.toolNames.toClient(name),
    kind: isCustom ? 'custom' : 'function',
    arguments: isCustom ? customTextOf(argumentsOf(block)) : argumentsOf(block),
  };
}

/** The arguments as the model wrote them, where they were streamed. */
function argumentsOf({ input, input_json }: AnthropicBlock): string {
  return input_json || JSON.stringify(input ?? {});
}

/** The text of a custom tool's call, out of the JSON that carried it. */
export function customTextOf(json: string): string {
  try {
    const text = (JSON.parse(json) as Record<string, unknown> | null)?.[CUSTOM_TOOL_FIELD];
    return typeof text === 'string' ? text : json;
  } catch {
    return json;
  }
}

function unwrapJsonObject(parts: AssistantPart[], provider: Provider): void {
  const checked = new JsonObjectText();
  for (const [index, part] of parts.entries())
    if (part.type === 'text') parts[index] = { ...part, text: checked.push(part.text) };
  const last = parts.findLastIndex(({ type }) => type === 'text');
  const part = parts[last];
  if (part?.type === 'text') parts[last] = { ...part, text: part.text + checked.end() };
  checked.check(provider);
}

/** Fields that are translated, or that would stand in the way of OpenAI's of the same name. */
const TRANSLATED = new Set([
  'object',
  'created',
  'choices',
  'type',
  'id',
  'role',
  'model',
  'content',
  'stop_reason',
  'stop_sequence',
  'stop_details',
  'usage',
]);

/** Fields of the message that have no word of ours (`container`, `diagnostics`). */
export function extensionsOf(message: AnthropicMessage): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(message).filter(([name, value]) => !TRANSLATED.has(name) && value != null),
  );
}
