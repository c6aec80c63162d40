import type { ChatMessage, Usage } from 'llm-gateway/contracts';
import type { SimulatedReply } from './simulated-reply.js';

/** A token is four characters (UTF-16 code units) of text, the last one perhaps fewer. */
export const CHARACTERS_PER_TOKEN = 4;

export function tokensIn(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

/**
 * The simulator's arithmetic: the input is all text of the conversation (thinking, tool arguments
 * and results included; media count nothing), the output is what each answer says and thinks.
 * Nothing is ever cached.
 */
export function countUsage(
  messages: readonly ChatMessage[],
  replies: readonly SimulatedReply[],
): Usage {
  const reasoningTokens = sum(replies, reasoningTokensOf);
  return {
    inputTokens: tokensIn(sum(messages, charactersOf)),
    outputTokens: reasoningTokens + sum(replies, saidTokensOf),
    cachedInputTokens: 0,
    ...(reasoningTokens > 0 && { reasoningTokens }),
  };
}

export function reasoningTokensOf({ reasoning }: SimulatedReply): number {
  return tokensIn(reasoning?.text.length ?? 0);
}

function saidTokensOf({ text = '', refusal = '', toolCalls }: SimulatedReply): number {
  const characters = sum(toolCalls, (call) => call.name.length + call.arguments.length);
  return tokensIn(text.length + refusal.length + characters);
}

function charactersOf(message: ChatMessage): number {
  return sum<ChatMessage['parts'][number]>(message.parts, (part) => {
    switch (part.type) {
      case 'text':
      case 'refusal':
      case 'reasoning':
        return part.text.length;
      case 'tool-call':
        return part.name.length + part.arguments.length;
      case 'image':
      case 'audio':
      case 'file':
        return 0;
      default:
        return part satisfies never;
    }
  });
}

function sum<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}
