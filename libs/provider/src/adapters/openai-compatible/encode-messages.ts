import type { ChatMessage } from 'llm-gateway/contracts';
import { encodeAssistantMessage } from './encode-assistant-message.js';
import { encodeContentParts } from './encode-content-parts.js';
import { encodeToolCallId } from './encode-tool-call-id.js';
import { isReasoningModel, type EncodeContext } from './encode-context.js';

/** Messages in OpenAI's format: reference/protocols.md 1.1. */
export function encodeMessages(
  messages: readonly ChatMessage[],
  context: EncodeContext,
): Record<string, unknown>[] {
  const encoded = messages.map((message) => encodeMessage(message, context));
  const last = encoded.at(-1);
  if (context.options.markPrefill && last?.['role'] === 'assistant') last['prefix'] = true;
  return encoded;
}

function encodeMessage(message: ChatMessage, context: EncodeContext): Record<string, unknown> {
  switch (message.role) {
    case 'system':
      return {
        role: systemRole(context),
        content: encodeContentParts(message.parts, context),
        ...encodeName(message.name, context),
      };
    case 'user':
      return {
        role: 'user',
        content: encodeContentParts(message.parts, context),
        ...encodeName(message.name, context),
      };
    case 'assistant':
      return {
        ...encodeAssistantMessage(message, context),
        ...encodeName(message.name, context),
      };
    case 'tool':
      // OpenAI's format has no flag for a failed tool; as a rule the content says what went wrong.
      if (message.isError) context.ignored.add('messages[].is_error');
      return {
        role: 'tool',
        tool_call_id: encodeToolCallId(message.toolCallId, context),
        content: encodeContentParts(message.parts, context),
      };
    default:
      return message satisfies never;
  }
}

function systemRole({ options, facts }: EncodeContext): string {
  return options.developerRole === 'keep' && isReasoningModel(facts) ? 'developer' : 'system';
}

function encodeName(
  name: string | undefined,
  { options, ignored }: EncodeContext,
): { name: string } | undefined {
  if (name === undefined) return undefined;
  if (options.supports.messageNames) return { name };
  ignored.add('messages[].name');
  return undefined;
}
