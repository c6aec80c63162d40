import type { AssistantMessage, ToolCallPart } from 'llm-gateway/contracts';
import { encodeCache, type WireContent } from './encode-content-parts.js';
import type { EncodeContext } from './encode-context.js';
import { encodeToolCallId } from './encode-tool-call-id.js';
import { encodeReasoningHistory } from './encode-reasoning-history.js';

/** An earlier answer, with its thinking where the vendor takes it back. */
export function encodeAssistantMessage(
  message: AssistantMessage,
  context: EncodeContext,
): Record<string, unknown> {
  const { supports } = context.options;
  if (message.audioId !== undefined && !supports.audio) context.ignored.add('messages[].audio');
  const toolCalls = message.parts.filter((part) => part.type === 'tool-call');
  const refusal = supports.refusals ? refusalOf(message) : '';
  const { fields, contentParts } = encodeReasoningHistory(message, context);
  const text = encodeText(message, context);
  const content = contentParts.length === 0 ? text : [...contentParts, ...asParts(text)];
  return {
    role: 'assistant',
    content: content === '' && (toolCalls.length > 0 || refusal !== '') ? null : content,
    ...(refusal !== '' && { refusal }),
    ...fields,
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map((call) => encodeToolCall(call, context)),
    }),
    ...(message.audioId !== undefined && supports.audio && { audio: { id: message.audioId } }),
  };
}

function encodeText(message: AssistantMessage, context: EncodeContext): WireContent {
  const { supports } = context.options;
  const texts = message.parts
    .filter((part) => part.type === 'text' || part.type === 'refusal')
    .filter((part) => part.type === 'text' || !supports.refusals);
  const cached = texts.map((part) => ({
    type: 'text',
    text: part.text,
    ...(part.type === 'text' && encodeCache(part.cache, context)),
  }));
  const marked = cached.some((part) => Object.keys(part).length > 2);
  return marked ? cached : cached.map(({ text }) => text).join('');
}

function asParts(content: WireContent): Record<string, unknown>[] {
  if (typeof content !== 'string') return content;
  return content === '' ? [] : [{ type: 'text', text: content }];
}

function refusalOf({ parts }: AssistantMessage): string {
  return parts.map((part) => (part.type === 'refusal' ? part.text : '')).join('');
}

function encodeToolCall(call: ToolCallPart, context: EncodeContext): Record<string, unknown> {
  const { supports } = context.options;
  const id = encodeToolCallId(call.id, context);
  const extra = supports.extraContent &&
    call.providerMetadata && { extra_content: call.providerMetadata };
  if (call.kind === 'custom' && supports.customTools)
    return {
      id,
      type: 'custom',
      custom: { name: call.name, input: call.arguments },
      ...extra,
    };
  // Another provider's free-text call is history here; as a function it stays readable.
  const text = call.kind === 'custom' ? JSON.stringify({ input: call.arguments }) : call.arguments;
  return {
    id,
    type: 'function',
    function: { name: call.name, arguments: text || '{}' },
    ...extra,
  };
}
