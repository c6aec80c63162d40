import type { ChatMessage, ChatRequest } from '../api/chat.js';
import type { Turn } from './turn.js';

/** What was typed into the playground. */
export interface DraftValues {
  readonly model: string;
  readonly instructions: string;
  readonly sessionId: string;
  readonly temperature: string;
  readonly maximumTokens: string;
  readonly tools: readonly string[];
}

/** The request for an answer to these turns. In a session only what is new is sent. */
export function toChatRequest(draft: DraftValues, turns: readonly Turn[]): ChatRequest {
  const { model, instructions, sessionId, temperature, maximumTokens, tools } = draft;
  const hasTools = tools.length > 0;
  const isSession = sessionId !== '';
  return {
    model,
    messages: isSession
      ? turns.slice(-1).map(toMessage)
      : [...instructionsOf(instructions), ...turns.filter(hasContent).map(toMessage)],
    ...(isSession && { session_id: sessionId }),
    ...(temperature !== '' && { temperature: Number(temperature) }),
    ...(maximumTokens !== '' && { max_completion_tokens: Number(maximumTokens) }),
    ...(hasTools && {
      tools: tools.map((name) => ({ type: 'function' as const, function: { name } })),
      tool_execution: 'gateway' as const,
    }),
    stream: true,
    stream_options: { include_usage: true, ...(hasTools && { include_tool_events: true }) },
  };
}

function instructionsOf(text: string): readonly ChatMessage[] {
  return text.trim() === '' ? [] : [{ role: 'system', content: text }];
}

function toMessage({ role, content }: Turn): ChatMessage {
  return { role, content };
}

/** An answer that failed before its first word is no message. */
function hasContent({ role, content }: Turn): boolean {
  return role === 'user' || content !== '';
}
