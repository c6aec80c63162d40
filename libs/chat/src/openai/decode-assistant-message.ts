import type { AssistantMessage, AssistantPart, ProviderMetadata } from 'llm-gateway/contracts';
import type { AssistantChatMessage } from './chat-message.schema.js';
import { decodeTextPart } from './decode-content.js';
import { decodeReasoning } from './decode-reasoning.js';

/** @param callsBefore tells the deprecated calls, which have no id, apart */
export function decodeAssistantMessage(
  message: AssistantChatMessage,
  callsBefore: number,
): AssistantMessage {
  const audioId = message.audio?.['id'];
  return {
    role: 'assistant',
    parts: [
      ...decodeReasoning(message),
      ...decodeContent(message),
      ...decodeToolCalls(message, callsBefore),
    ],
    ...(typeof audioId === 'string' && { audioId }),
  };
}

function decodeContent({ content, refusal }: AssistantChatMessage): AssistantPart[] {
  const parts: AssistantPart[] = [];
  if (typeof content === 'string' && content !== '') parts.push({ type: 'text', text: content });
  if (Array.isArray(content))
    for (const part of content)
      parts.push(
        part.type === 'text' ? decodeTextPart(part) : { type: 'refusal', text: part.refusal },
      );
  if (typeof refusal === 'string' && refusal !== '') parts.push({ type: 'refusal', text: refusal });
  return parts;
}

function decodeToolCalls(message: AssistantChatMessage, callsBefore: number): AssistantPart[] {
  const calls = (message.tool_calls ?? []).map((call): AssistantPart => {
    const { id, type: kind, extra_content: metadata } = call;
    const made =
      call.type === 'custom'
        ? { name: call.custom.name, arguments: call.custom.input }
        : call.function;
    return {
      type: 'tool-call',
      id,
      name: made.name,
      arguments: made.arguments,
      kind,
      ...(metadata && { providerMetadata: metadata as ProviderMetadata }),
    };
  });
  const legacy = message.function_call;
  if (legacy)
    calls.push({
      type: 'tool-call',
      id: `call_function_${callsBefore}`,
      name: legacy.name,
      arguments: legacy.arguments,
      kind: 'function',
    });
  return calls;
}
