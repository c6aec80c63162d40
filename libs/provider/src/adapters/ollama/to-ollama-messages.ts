import {
  GatewayError,
  type AssistantMessage,
  type ChatMessage,
  type ImagePart,
  type TextPart,
  type ToolCallPart,
  type UserPart,
} from 'llm-gateway/contracts';
import type { OllamaRequestMessage } from './ollama.wire.js';

/**
 * Canonical messages to Ollama's (reference/protocols.md 4.2): text joined to one string, images
 * as bare base64 beside it, tool arguments as objects, results matched by tool name. The ids of
 * tool calls go along for servers that know them; older ones overlook the fields.
 */
export function toOllamaMessages(
  messages: readonly ChatMessage[],
  ignored: Set<string>,
): OllamaRequestMessage[] {
  return messages.map((message, index) => {
    const path = `messages[${index}]`;
    if ('name' in message && message.name !== undefined) ignored.add('messages[].name');
    if (message.parts.some((part) => 'cache' in part))
      ignored.add('messages[].content[].prompt_cache_breakpoint');
    switch (message.role) {
      case 'system':
        return { role: 'system', content: join(message.parts) };
      case 'user':
        return { role: 'user', ...contentOf(message.parts, path) };
      case 'assistant':
        return toAssistantMessage(message, path, ignored);
      case 'tool':
        // The text itself says what went wrong; the flag has no field.
        if (message.isError) ignored.add('messages[].is_error');
        return {
          role: 'tool',
          ...contentOf(message.parts, path),
          tool_name: message.toolName,
          tool_call_id: message.toolCallId,
        };
      default:
        return message satisfies never;
    }
  });
}

function contentOf(
  parts: readonly UserPart[],
  path: string,
): { content: string; images?: string[] } {
  const texts: TextPart[] = [];
  const images: string[] = [];
  parts.forEach((part, index) => {
    switch (part.type) {
      case 'text':
        texts.push(part);
        break;
      case 'image':
        images.push(base64Of(part, `${path}.content[${index}]`));
        break;
      case 'audio':
        throw unsupportedPart('audio input', 'a transcript as text', `${path}.content[${index}]`);
      case 'file':
        throw unsupportedPart(
          'files',
          'the text itself, or its pages as images',
          `${path}.content[${index}]`,
        );
      default:
        part satisfies never;
    }
  });
  return { content: join(texts), ...(images.length > 0 && { images }) };
}

function base64Of({ source }: ImagePart, path: string): string {
  if (source.type === 'inline') return source.base64;
  throw new GatewayError(
    'unsupported_parameter',
    `Ollama does not fetch images: send the image in '${path}' as a data URL ` +
      '(data:image/png;base64,...) instead of an address.',
    { param: path },
  );
}

function unsupportedPart(what: string, instead: string, param: string): GatewayError {
  return new GatewayError(
    'unsupported_parameter',
    `Ollama takes no ${what}; send ${instead} instead of '${param}'.`,
    { param },
  );
}

function toAssistantMessage(
  message: AssistantMessage,
  path: string,
  ignored: Set<string>,
): OllamaRequestMessage {
  let content = '';
  let thinking = '';
  const calls: ToolCallPart[] = [];
  for (const part of message.parts) {
    switch (part.type) {
      case 'text':
      case 'refusal':
        content += part.text;
        break;
      case 'reasoning':
        thinking += part.text;
        break;
      case 'tool-call':
        calls.push(part);
        break;
      default:
        part satisfies never;
    }
  }
  if (message.audioId !== undefined) ignored.add('messages[].audio');
  return {
    role: 'assistant',
    content,
    ...(thinking && { thinking }),
    ...(calls.length > 0 && {
      tool_calls: calls.map((call, index) => ({
        id: call.id,
        function: { name: call.name, arguments: argumentsOf(call, `${path}.tool_calls[${index}]`) },
      })),
    }),
  };
}

/** A call without arguments may come as an empty text; free text of a custom tool gets a name. */
function argumentsOf(call: ToolCallPart, path: string): object {
  if (call.kind === 'custom') return { input: call.arguments };
  let value: unknown;
  try {
    value = JSON.parse(call.arguments || '{}');
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new GatewayError(
    'invalid_request',
    `Ollama takes tool arguments as an object, and '${path}.function.arguments' is not the JSON ` +
      'text of one.',
    { param: `${path}.function.arguments` },
  );
}

/** Text parts are paragraphs of one message. */
function join(parts: readonly TextPart[]): string {
  return parts.map(({ text }) => text).join('\n');
}
