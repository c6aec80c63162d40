import type {
  AssistantMessage,
  AssistantPart,
  ChatMessage,
  ChatResponse,
  ToolCallPart,
  ToolMessage,
  UserPart,
} from 'llm-gateway/contracts';

export function system(text: string): ChatMessage {
  return { role: 'system', parts: [{ type: 'text', text }] };
}

export function user(...parts: (string | UserPart)[]): ChatMessage {
  return {
    role: 'user',
    parts: parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part)),
  };
}

export function assistant(...parts: (string | AssistantPart)[]): AssistantMessage {
  return {
    role: 'assistant',
    parts: parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part)),
  };
}

export function toolCall(id: string, name: string, argument: unknown): ToolCallPart {
  return { type: 'tool-call', id, name, arguments: JSON.stringify(argument), kind: 'function' };
}

export function toolResult(toolCallId: string, toolName: string, text: string): ToolMessage {
  return { role: 'tool', toolCallId, toolName, parts: [{ type: 'text', text }] };
}

/** All text of one answer. */
export function textOf({ choices }: ChatResponse, choice = 0): string {
  const parts = choices[choice]?.message.parts ?? [];
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export function toolCallsOf({ choices }: ChatResponse, choice = 0): ToolCallPart[] {
  return (choices[choice]?.message.parts ?? []).filter((part) => part.type === 'tool-call');
}
