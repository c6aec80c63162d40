import { invalidField, type ChatMessage, type ToolMessage } from 'llm-gateway/contracts';
import type { ChatCompletionMessage, ToolChatMessage } from './chat-message.schema.js';
import { decodeAssistantMessage } from './decode-assistant-message.js';
import { decodeText, decodeToolContent, decodeUserContent } from './decode-content.js';
import { quote } from './quote.js';

/** Names of the tools called so far, by call id. */
type CalledTools = Map<string, string>;

export function decodeMessages(messages: readonly ChatCompletionMessage[]): ChatMessage[] {
  const called: CalledTools = new Map();
  return messages.map((message, index) => decodeMessage(message, `messages[${index}]`, called));
}

function decodeMessage(
  message: ChatCompletionMessage,
  path: string,
  called: CalledTools,
): ChatMessage {
  switch (message.role) {
    case 'developer':
    case 'system':
      return { role: 'system', parts: decodeText(message.content), ...nameOf(message) };
    case 'user':
      return {
        role: 'user',
        parts: decodeUserContent(message.content, `${path}.content`),
        ...nameOf(message),
      };
    case 'assistant': {
      const decoded = decodeAssistantMessage(message, called.size);
      for (const part of decoded.parts)
        if (part.type === 'tool-call') called.set(part.id, part.name);
      return { ...decoded, ...nameOf(message) };
    }
    case 'tool':
      return decodeToolMessage(message, path, called);
    case 'function': {
      const id = [...called].findLast(([, name]) => name === message.name)?.[0];
      if (id === undefined)
        throw invalidField(
          `${path}.name`,
          `answers ${quote(message.name)}, which no message before it calls`,
        );
      return {
        role: 'tool',
        toolCallId: id,
        toolName: message.name,
        parts: [{ type: 'text', text: message.content ?? '' }],
      };
    }
  }
}

function decodeToolMessage(
  message: ToolChatMessage,
  path: string,
  called: CalledTools,
): ToolMessage {
  const toolName = called.get(message.tool_call_id);
  if (toolName === undefined)
    throw invalidField(
      `${path}.tool_call_id`,
      `is ${quote(message.tool_call_id)}, which no assistant message before it calls`,
    );
  return {
    role: 'tool',
    toolCallId: message.tool_call_id,
    toolName,
    parts: decodeToolContent(message.content, `${path}.content`),
    ...(message.is_error === true && { isError: true }),
  };
}

function nameOf({ name }: { readonly name?: string | null }) {
  return typeof name === 'string' && { name };
}
