import type { ChatMessage, ToolMessage } from 'llm-gateway/contracts';

/**
 * An answer that shows what the simulator was sent: how many messages, a name that was told
 * earlier, the media, and the last user text or the results of the tools.
 */
export function answerConversation(messages: readonly ChatMessage[]): string {
  const results = trailingResults(messages);
  const lastText = textOf(messages.findLast(({ role }) => role === 'user'));
  return [
    `I read ${count(messages.length, 'message')}.`,
    results.length > 0
      ? `${results.map(describeResult).join('; ')}.`
      : `The last user message says: "${lastText}".`,
    results.length === 0 && asksForName(lastText) && recall(messages),
    describeMedia(messages),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The tool results that the model has not answered yet. */
export function trailingResults(messages: readonly ChatMessage[]): ToolMessage[] {
  const last = messages.findLastIndex(({ role }) => role !== 'tool');
  return messages.slice(last + 1) as ToolMessage[];
}

/** The text parts of a message, one on a line. */
export function textOf(message: ChatMessage | undefined): string {
  return (message?.parts ?? [])
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n');
}

function describeResult(message: ToolMessage): string {
  return `${message.toolName} ${message.isError ? 'failed with' : 'answered'} "${textOf(message)}"`;
}

/** A word, and the capitalised words that follow it. */
const TOLD_NAME = /\b[Mm]y name is ([\p{L}\p{N}][\p{L}\p{N}'’-]*(?: \p{Lu}[\p{L}'’-]*)*)/gu;

function asksForName(text: string): boolean {
  return /\b(my name|who am i)\b/i.test(text) && !nameIn(text);
}

function recall(messages: readonly ChatMessage[]): string {
  const told = messages
    .filter(({ role }) => role === 'user')
    .map((message) => nameIn(textOf(message)))
    .findLast((name) => name !== undefined);
  return told === undefined ? 'You have not told me your name.' : `Your name is ${told}.`;
}

function nameIn(text: string): string | undefined {
  return [...text.matchAll(TOLD_NAME)].at(-1)?.[1];
}

function describeMedia(messages: readonly ChatMessage[]): string | undefined {
  const parts = messages.flatMap((message): readonly { type: string }[] => message.parts);
  const seen = (['image', 'file', 'audio'] as const)
    .map((type) => [parts.filter((part) => part.type === type).length, type] as const)
    .filter(([number]) => number > 0)
    .map(([number, type]) => count(number, type === 'audio' ? 'audio clip' : type));
  return seen.length > 0 ? `I saw ${seen.join(', ')}.` : undefined;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
