import type { ChatChoice, ToolCallPart } from 'llm-gateway/contracts';

export function toolCallsOf({ message }: ChatChoice): readonly ToolCallPart[] {
  return message.parts.filter((part) => part.type === 'tool-call');
}
