import type { AssistantPart, ToolCallPart } from 'llm-gateway/contracts';
import {
  CUSTOM_TOOL_FIELD,
  REASONING_FORMAT,
  type AnthropicEncoding,
} from './anthropic-encoding.js';
import type { AnthropicAssistantBlock } from './anthropic.wire.js';
import { cacheControlOf } from './cache-control.js';

/** Translates the parts of an assistant message, in their order. */
export function toAnthropicAssistantBlocks(
  parts: readonly AssistantPart[],
  encoding: AnthropicEncoding,
): AnthropicAssistantBlock[] {
  return parts.flatMap((part): AnthropicAssistantBlock[] => {
    switch (part.type) {
      case 'text':
        return part.text === ''
          ? []
          : [{ type: 'text', text: part.text, ...cacheControlOf(part.cache) }];
      case 'refusal':
        return part.text === '' ? [] : [{ type: 'text', text: part.text }];
      case 'reasoning':
        // A block that Anthropic did not sign would be refused; a forged one is never sent.
        if (part.format === REASONING_FORMAT && part.encrypted !== undefined)
          return [{ type: 'redacted_thinking', data: part.encrypted }];
        if (part.format === REASONING_FORMAT && part.signature !== undefined)
          return [{ type: 'thinking', thinking: part.text, signature: part.signature }];
        encoding.ignored.add('messages[].reasoning_details');
        return [];
      case 'tool-call':
        return [
          {
            type: 'tool_use',
            id: encoding.toolCallIds.declare(part.id),
            name: encoding.toolNames.toWire(part.name),
            input: inputOf(part),
          },
        ];
      default:
        return part satisfies never;
    }
  });
}

/**
 * Anthropic takes objects only. What another model once wrote wrongly goes back under a name that
 * tells it, since a conversation must not die of it.
 */
function inputOf({ kind, arguments: text }: ToolCallPart): object {
  if (kind === 'custom') return { [CUSTOM_TOOL_FIELD]: text };
  if (text.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(text);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Falls through to the raw text.
  }
  return { _raw: text };
}

/** Anthropic wants the calls last, but a call stays behind the thinking that led to it. */
export function moveToolUseToEnd(
  blocks: readonly AnthropicAssistantBlock[],
): AnthropicAssistantBlock[] {
  const ordered: AnthropicAssistantBlock[] = [];
  let calls: AnthropicAssistantBlock[] = [];
  for (const block of blocks) {
    switch (block.type) {
      case 'tool_use':
        calls.push(block);
        break;
      case 'thinking':
      case 'redacted_thinking':
        ordered.push(...calls, block);
        calls = [];
        break;
      case 'text':
        ordered.push(block);
        break;
      default:
        block satisfies never;
    }
  }
  return [...ordered, ...calls];
}
