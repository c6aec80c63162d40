import { GatewayError, type ModelFacts } from 'llm-gateway/contracts';
import type { Session, StoredMessage, WireMessage } from 'llm-gateway/sessions';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { fitHistory, type InputLimits } from './fit-history.js';
import { inputBudget } from './input-budget.js';
import { messagesSentBefore } from './messages-sent-before.js';

export interface SessionTurnInput {
  readonly session: Session;
  readonly history: readonly StoredMessage[];
  /** What the turn adds; it ends with the messages of the request. */
  readonly added: readonly WireMessage[];
  readonly body: ChatCompletionRequest;
}

export interface SessionRequest {
  /** The request with the history in it. */
  readonly body: ChatCompletionRequest;
  /** Messages of the history that are not in it. */
  readonly dropped: number;
  /** Messages that stand before the client's own. */
  readonly messagesBefore: number;
  /** As in `ChatRequest`. */
  readonly messagesSentBefore?: number;
}

/**
 * The request that a session makes of a chat's own. Throws `context_length_exceeded` when it is too
 * long and the session wants nothing left out.
 */
export function toSessionRequest(
  { session, history, added, body }: SessionTurnInput,
  facts: ModelFacts,
): SessionRequest {
  const { system, history: wanted } = session.defaults;
  const limits: InputLimits = {
    maximumMessages: wanted?.max_messages ?? Infinity,
    maximumTokens: inputBudget(facts, body, wanted?.max_tokens),
  };
  const { messages, dropped, fits } = fitHistory(
    {
      messages: [...history.map(({ message }) => message), ...added],
      historyLength: history.length,
      newFrom: history.length + added.length - body.messages.length,
      fixedTexts: limits.maximumTokens === Infinity ? [] : fixedTexts(body, system),
    },
    limits,
  );
  if (!fits && wanted?.strategy === 'error') throw historyTooLong(limits);
  const instructions = system === undefined ? [] : [{ role: 'system', content: system }];
  const sent = [...instructions, ...messages] as unknown as ChatCompletionRequest['messages'];
  // A window that slides with each turn finds no prefix again, and would only pay for writing it.
  const before = dropped > 0 ? undefined : messagesSentBefore(session.defaults, history);
  return {
    body: { ...body, messages: sent },
    dropped,
    messagesBefore: sent.length - body.messages.length,
    ...(before !== undefined && { messagesSentBefore: before }),
  };
}

function fixedTexts(
  { tools, functions, response_format }: ChatCompletionRequest,
  system: string | undefined,
): readonly string[] {
  const described = [tools, functions, response_format].filter((value) => value != null);
  return [
    ...(system === undefined ? [] : [system]),
    ...described.map((value) => JSON.stringify(value)),
  ];
}

function historyTooLong({ maximumMessages, maximumTokens }: InputLimits): GatewayError {
  const limits = [
    ...(maximumMessages < Infinity ? [`${maximumMessages} messages of history`] : []),
    ...(maximumTokens < Infinity ? [`about ${maximumTokens} tokens of input`] : []),
  ].join(' and ');
  return new GatewayError(
    'context_length_exceeded',
    `The conversation is longer than the session and the model allow: ${limits}. Shorten the request, fork the session at an earlier message, or set the session's history.strategy to 'drop_oldest'.`,
    { param: 'messages' },
  );
}
