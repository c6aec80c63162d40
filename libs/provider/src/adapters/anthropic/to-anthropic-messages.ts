import { GatewayError, type ChatMessage, type ToolMessage } from 'llm-gateway/contracts';
import type { AnthropicEncoding } from './anthropic-encoding.js';
import type {
  AnthropicAssistantBlock,
  AnthropicImageBlock,
  AnthropicMessageParam,
  AnthropicTextBlock,
  AnthropicToolResultBlock,
  AnthropicUserBlock,
} from './anthropic.wire.js';
import { cacheControlOf } from './cache-control.js';
import { moveToolUseToEnd, toAnthropicAssistantBlocks } from './to-anthropic-assistant-blocks.js';
import { toAnthropicUserBlocks, toImageBlock, toTextBlocks } from './to-anthropic-user-blocks.js';

export interface AnthropicConversation {
  readonly system: readonly AnthropicTextBlock[];
  readonly messages: readonly AnthropicMessageParam[];
}

/** Translates a conversation (reference/protocols.md 3.5). */
export function toAnthropicMessages(
  messages: readonly ChatMessage[],
  encoding: AnthropicEncoding,
): AnthropicConversation {
  reportLostFields(messages, encoding);
  const firstTurn = messages.findIndex(({ role }) => role !== 'system');
  const system = messages
    .slice(0, firstTurn < 0 ? undefined : firstTurn)
    .flatMap((message) => (message.role === 'system' ? toTextBlocks(message.parts) : []));
  // Anthropic answers no conversation without a turn; to OpenAI an instruction alone is one.
  if (firstTurn < 0) return { system: [], messages: [{ role: 'user', content: system }] };
  const turns = new Turns(encoding);
  for (const [index, message] of messages.entries())
    if (index >= firstTurn) turns.add(message, `messages[${index}]`);
  return { system, messages: endWithUser(turns.end(), messages.length - 1, encoding) };
}

/** Collects what stands between two answers of the assistant into one user turn, and vice versa. */
class Turns {
  readonly #done: AnthropicMessageParam[] = [];
  #results: AnthropicToolResultBlock[] = [];
  #user: AnthropicUserBlock[] = [];
  #system: AnthropicTextBlock[][] = [];
  #assistant: AnthropicAssistantBlock[] = [];

  constructor(private readonly encoding: AnthropicEncoding) {}

  add(message: ChatMessage, param: string): void {
    if (message.role !== 'assistant') this.#endAssistant();
    switch (message.role) {
      case 'system': {
        const blocks = toTextBlocks(message.parts);
        if (this.encoding.facts.systemMidConversation === true) this.#system.push(blocks);
        else this.#user.push(...blocks.map(asUserText));
        break;
      }
      case 'user':
        this.#user.push(...toAnthropicUserBlocks(message.parts, param, this.encoding));
        break;
      case 'tool':
        this.#results.push(toToolResult(message, this.encoding));
        break;
      case 'assistant': {
        if (message.audioId !== undefined) throw noAudio(param);
        const blocks = toAnthropicAssistantBlocks(message.parts, this.encoding);
        // An answer of which nothing is left does not end the user's turn.
        if (blocks.length > 0) this.#endUser();
        this.#assistant.push(...blocks);
        break;
      }
      default:
        message satisfies never;
    }
  }

  end(): AnthropicMessageParam[] {
    this.#endUser();
    this.#endAssistant();
    return this.#done;
  }

  /**
   * Tool results come first in a user turn. A system message may only stand at its end, followed by
   * the assistant or nothing, and not without a user turn before it.
   */
  #endUser(): void {
    const system = this.#system.filter((blocks) => blocks.length > 0);
    const content = [...this.#results, ...this.#user];
    if (content.length > 0) {
      this.#done.push({ role: 'user', content });
      for (const blocks of system) this.#done.push({ role: 'system', content: blocks });
    } else if (system.length > 0) {
      this.#done.push({ role: 'user', content: system.flat().map(asUserText) });
    }
    this.#results = [];
    this.#user = [];
    this.#system = [];
  }

  #endAssistant(): void {
    if (this.#assistant.length > 0)
      this.#done.push({ role: 'assistant', content: moveToolUseToEnd(this.#assistant) });
    this.#assistant = [];
  }
}

function noAudio(param: string): GatewayError {
  return new GatewayError(
    'unsupported_parameter',
    'Claude models cannot refer to an earlier audio answer. Send its transcript as content.',
    { param: `${param}.audio` },
  );
}

/** How an instruction is told to a model that takes none in the middle of a conversation. */
function asUserText(block: AnthropicTextBlock): AnthropicTextBlock {
  return { ...block, text: `<system>\n${block.text}\n</system>` };
}

function toToolResult(
  { toolCallId, parts, isError }: ToolMessage,
  encoding: AnthropicEncoding,
): AnthropicToolResultBlock {
  const content = parts.flatMap((part): (AnthropicTextBlock | AnthropicImageBlock)[] =>
    part.type === 'text'
      ? toTextBlocks([{ text: part.text }])
      : [toImageBlock({ ...part, cache: undefined }, encoding)],
  );
  return {
    type: 'tool_result',
    tool_use_id: encoding.toolCallIds.answer(toolCallId),
    ...(content.length > 0 && { content }),
    ...(isError === true && { is_error: true }),
    ...cacheControlOf(parts.findLast(({ cache }) => cache)?.cache),
  };
}

/** A trailing assistant message is a prefill: old models continue it, newer ones refuse it. */
function endWithUser(
  messages: readonly AnthropicMessageParam[],
  lastIndex: number,
  { facts, model }: AnthropicEncoding,
): readonly AnthropicMessageParam[] {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return messages;
  if (facts.prefill !== true)
    throw new GatewayError(
      'unsupported_parameter',
      `Model '${model}' cannot continue an assistant message. End messages with a user or tool message.`,
      { param: `messages[${lastIndex}]` },
    );
  const final = last.content.at(-1);
  if (final?.type !== 'text' || typeof final.text !== 'string') return messages;
  // Anthropic refuses a prefill that ends in white space.
  const text = final.text.trimEnd();
  const content = [...last.content.slice(0, -1), ...(text === '' ? [] : [{ ...final, text }])];
  const before = messages.slice(0, -1);
  return content.length > 0 ? [...before, { role: 'assistant', content }] : before;
}

function reportLostFields(messages: readonly ChatMessage[], { ignored }: AnthropicEncoding): void {
  if (messages.some((message) => 'name' in message && message.name !== undefined))
    ignored.add('messages[].name');
}
