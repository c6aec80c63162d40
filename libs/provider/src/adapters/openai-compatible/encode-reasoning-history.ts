import type { AssistantMessage, ReasoningPart } from 'llm-gateway/contracts';
import type { EncodeContext } from './encode-context.js';

/** Thinking of an earlier answer, as fields of its message and as parts of its content. */
export interface ReasoningHistory {
  readonly fields: Record<string, unknown>;
  readonly contentParts: Record<string, unknown>[];
}

/**
 * Gives thinking back in the field in which the vendor sent it. DeepSeek V4 wants the field on each
 * assistant message (reference/protocols.md 4.4), OpenRouter its blocks verbatim (4.7).
 */
export function encodeReasoningHistory(
  { parts }: AssistantMessage,
  { options, ignored }: EncodeContext,
): ReasoningHistory {
  const { responseField, replay } = options.reasoning;
  const thinking = parts.filter((part) => part.type === 'reasoning');
  const text = thinking
    .map((part) => part.text)
    .filter(Boolean)
    .join('\n');
  const none: ReasoningHistory = { fields: {}, contentParts: [] };
  if (replay === 'forbidden' || responseField === 'none') {
    if (thinking.length > 0) ignored.add('messages[].reasoning');
    return none;
  }
  switch (responseField) {
    case 'reasoning_content':
    case 'reasoning':
      if (text === '' && replay !== 'required') return none;
      return { ...none, fields: { [responseField]: text } };
    case 'reasoning_details':
      if (thinking.length === 0) return none;
      return { ...none, fields: { reasoning_details: encodeReasoningDetails(thinking) } };
    case 'content-array':
      return { ...none, contentParts: thinking.flatMap(encodeThinkingPart) };
    case 'think-tags':
      if (text === '') return none;
      return { ...none, contentParts: [{ type: 'text', text: `<think>${text}</think>\n` }] };
  }
}

function encodeThinkingPart({ text, signature }: ReasoningPart): Record<string, unknown>[] {
  if (text === '') return [];
  return [
    {
      type: 'thinking',
      thinking: [{ type: 'text', text }],
      ...(signature !== undefined && { signature }),
      closed: true,
    },
  ];
}

/** Formats of the Responses APIs: they give summaries, and the encrypted block shares their index. */
const SUMMARISED = /-responses-v\d+$/;

function encodeReasoningDetails(thinking: readonly ReasoningPart[]): Record<string, unknown>[] {
  const details: Record<string, unknown>[] = [];
  let index = -1;
  let previous: ReasoningPart | undefined;
  for (const part of thinking) {
    const summarised = SUMMARISED.test(part.format ?? '');
    const completes =
      summarised && previous?.format === part.format && !previous?.encrypted && part.text === '';
    if (!completes) index += 1;
    const shared = {
      ...(part.format !== undefined && { format: part.format }),
      ...(part.id !== undefined && { id: part.id }),
      index,
    };
    if (part.text !== '' || part.signature !== undefined)
      details.push({
        ...(summarised
          ? { type: 'reasoning.summary', summary: part.text }
          : { type: 'reasoning.text', text: part.text }),
        ...(part.signature !== undefined && { signature: part.signature }),
        ...shared,
      });
    if (part.encrypted !== undefined)
      details.push({ type: 'reasoning.encrypted', data: part.encrypted, ...shared });
    previous = part;
  }
  return details;
}
