import type { WireMessage } from 'llm-gateway/sessions';
import { messageTokens } from './message-tokens.js';
import { mostTokens, TokenMeter } from './token-meter.js';
import { isInstruction, turnStarts } from './turn-starts.js';

export interface Conversation {
  /** The history and what the turn adds to it, oldest first. */
  readonly messages: readonly WireMessage[];
  /** So many of them are the history. */
  readonly historyLength: number;
  /** From here on they are the client's own, which are always sent. */
  readonly newFrom: number;
  /** Goes with all requests: the session's instructions, tools, the schema of the answer. */
  readonly fixedTexts: readonly string[];
}

export interface InputLimits {
  /** Of the history, without the messages that the turn adds. */
  readonly maximumMessages: number;
  /** Of all that is sent, as estimated. */
  readonly maximumTokens: number;
}

export interface FittedHistory {
  /** What to send. */
  readonly messages: readonly WireMessage[];
  /** Messages of the history that are left out. */
  readonly dropped: number;
  /** The whole conversation is within the limits. */
  readonly fits: boolean;
}

/**
 * Leaves the oldest whole turns out, as few as bring the rest within the limits. Instructions stay,
 * and so does the turn that the client's new messages belong to, also when it alone is too long.
 * Tokens are only estimated when the number of bytes does not already tell that all fits.
 */
export function fitHistory(conversation: Conversation, limits: InputLimits): FittedHistory {
  const { messages, historyLength } = conversation;
  const maximumTokens = surelyFits(conversation, limits) ? Infinity : limits.maximumTokens;
  if (historyLength <= limits.maximumMessages && maximumTokens === Infinity)
    return { messages, dropped: 0, fits: true };
  const oldest = oldestThatFits(conversation, { ...limits, maximumTokens });
  if (oldest === 0) return { messages, dropped: 0, fits: true };
  const start = startOfTurns(conversation, oldest);
  const stays = (message: WireMessage, index: number) => index >= start || isInstruction(message);
  const dropped = historyLength - messages.slice(0, historyLength).filter(stays).length;
  return { messages: messages.filter(stays), dropped, fits: false };
}

function surelyFits({ messages, fixedTexts }: Conversation, { maximumTokens }: InputLimits) {
  if (maximumTokens === Infinity) return true;
  let most = 0;
  for (const text of fixedTexts) most += mostTokens(text);
  for (const message of messages) {
    most += messageTokens(message, mostTokens);
    if (most > maximumTokens) return false;
  }
  return most <= maximumTokens;
}

/** The first message of the longest end of the conversation that is within the limits, turns aside. */
function oldestThatFits(
  { messages, historyLength, fixedTexts }: Conversation,
  { maximumMessages, maximumTokens }: InputLimits,
): number {
  const meter = new TokenMeter();
  let count = 0;
  let tokens = 0;
  const add = (message: WireMessage, index: number): void => {
    if (index < historyLength) count += 1;
    if (maximumTokens < Infinity) tokens += messageTokens(message, meter.count);
  };
  const isOver = () => count > maximumMessages || tokens > maximumTokens;
  if (maximumTokens < Infinity) {
    const fixedMeter = new TokenMeter();
    for (const text of fixedTexts) tokens += fixedMeter.count(text);
  }
  messages.forEach((message, index) => {
    if (isInstruction(message)) add(message, index);
  });
  for (let index = messages.length - 1; index >= 0 && !isOver(); index -= 1) {
    const message = messages[index]!;
    if (isInstruction(message)) continue;
    add(message, index);
    if (isOver()) return index + 1;
  }
  return isOver() ? messages.length : 0;
}

/** The first turn that begins with or after a message, or the last one that may be left. */
function startOfTurns({ messages, newFrom }: Conversation, oldest: number): number {
  let latest = newFrom;
  while (latest < messages.length && isInstruction(messages[latest]!)) latest += 1;
  const starts = turnStarts(messages).filter((start) => start <= latest);
  return starts.find((start) => start >= oldest) ?? starts.at(-1) ?? 0;
}
