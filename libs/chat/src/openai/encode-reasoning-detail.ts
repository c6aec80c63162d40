import type { ReasoningPart } from 'llm-gateway/contracts';

/**
 * One thinking block in OpenRouter's shape, which carries what must be replayed unchanged
 * (reference/protocols.md 3.6). `index` counts the blocks of a message.
 */
export function encodeReasoningDetail(
  { text, signature, encrypted, format, id }: Omit<ReasoningPart, 'type'>,
  index: number,
): Record<string, unknown> {
  return {
    ...(encrypted === undefined
      ? { type: 'reasoning.text', text, ...(signature !== undefined && { signature }) }
      : { type: 'reasoning.encrypted', data: encrypted }),
    ...(format !== undefined && { format }),
    ...(id !== undefined && { id }),
    index,
  };
}
