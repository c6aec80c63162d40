import type {
  AssistantMessage,
  ChatChoice,
  ChatResponse,
  ToolCallPart,
} from 'llm-gateway/contracts';
import { chatCompletionId, nowInSeconds } from './chat-completion-id.js';
import { encodeReasoningDetail } from './encode-reasoning-detail.js';
import { encodeUsage } from './encode-usage.js';

export interface EncodedChoice extends Readonly<Record<string, unknown>> {
  readonly message: Readonly<Record<string, unknown>> & { readonly role: 'assistant' };
}

export interface EncodedChatResponse extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly choices: readonly EncodedChoice[];
}

/** A whole answer in OpenAI's chat format: reference/protocols.md 1.2. */
export function encodeChatResponse(response: ChatResponse, model: string): EncodedChatResponse {
  return {
    id: chatCompletionId(response.id),
    object: 'chat.completion',
    created: response.created ?? nowInSeconds(),
    model: response.model ?? model,
    choices: response.choices.map(encodeChoice),
    ...(response.usage && { usage: encodeUsage(response.usage) }),
    ...response.extensions,
  };
}

export function encodeChoice(choice: ChatChoice): EncodedChoice {
  return {
    index: choice.index,
    message: { ...encodeMessage(choice.message), ...choice.messageExtensions },
    logprobs: choice.logprobs ?? null,
    finish_reason: choice.finishReason,
    ...choice.choiceExtensions,
  };
}

function encodeMessage({ parts }: AssistantMessage): EncodedChoice['message'] {
  let content: string | null = null;
  let refusal: string | null = null;
  let reasoning: string | undefined;
  const details: Record<string, unknown>[] = [];
  const toolCalls: Record<string, unknown>[] = [];
  for (const part of parts) {
    switch (part.type) {
      case 'text':
        content = (content ?? '') + part.text;
        break;
      case 'refusal':
        refusal = (refusal ?? '') + part.text;
        break;
      case 'reasoning':
        reasoning = (reasoning ?? '') + part.text;
        details.push(encodeReasoningDetail(part, details.length));
        break;
      case 'tool-call':
        toolCalls.push(encodeToolCall(part));
        break;
      default:
        part satisfies never;
    }
  }
  return {
    role: 'assistant',
    content,
    refusal,
    ...(reasoning !== undefined && { reasoning_content: reasoning, reasoning_details: details }),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  };
}

function encodeToolCall(call: ToolCallPart): Record<string, unknown> {
  return {
    id: call.id,
    ...(call.kind === 'custom'
      ? { type: 'custom', custom: { name: call.name, input: call.arguments } }
      : { type: 'function', function: { name: call.name, arguments: call.arguments } }),
    ...(call.providerMetadata && { extra_content: call.providerMetadata }),
  };
}
