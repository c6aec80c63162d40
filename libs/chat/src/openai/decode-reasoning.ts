import type { ReasoningPart } from 'llm-gateway/contracts';
import type { AssistantChatMessage } from './chat-message.schema.js';

/**
 * Thinking that a client sends back: `reasoning_details` when it kept them (OpenRouter's shape,
 * reference/protocols.md 3.6), else the bare text. Pieces of one block, as a client that collects
 * stream chunks may send them, are joined by their `index`.
 */
export function decodeReasoning(message: AssistantChatMessage): ReasoningPart[] {
  const parts = joinPieces((message.reasoning_details ?? []).flatMap(decodeDetail));
  if (parts.length > 0) return parts;
  const text = message.reasoning_content;
  return typeof text === 'string' && text !== '' ? [{ type: 'reasoning', text }] : [];
}

type Piece = ReasoningPart & { readonly index?: number };

function decodeDetail(detail: Record<string, unknown>): Piece[] {
  const origin = {
    ...stringField(detail, 'format'),
    ...stringField(detail, 'id'),
    ...(typeof detail['index'] === 'number' && { index: detail['index'] }),
  };
  switch (detail['type']) {
    case 'reasoning.text':
      return [
        {
          type: 'reasoning',
          text: asText(detail['text']),
          ...stringField(detail, 'signature'),
          ...origin,
        },
      ];
    case 'reasoning.summary':
      return [{ type: 'reasoning', text: asText(detail['summary']), ...origin }];
    case 'reasoning.encrypted':
      return [{ type: 'reasoning', text: '', encrypted: asText(detail['data']), ...origin }];
    default:
      return [];
  }
}

function joinPieces(pieces: readonly Piece[]): ReasoningPart[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const continues =
      last !== undefined &&
      piece.index !== undefined &&
      last.index === piece.index &&
      last.encrypted === undefined &&
      piece.encrypted === undefined;
    if (continues) joined[joined.length - 1] = { ...last, ...piece, text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined.map(({ index: _index, ...part }) => part);
}

function stringField<Name extends string>(detail: Record<string, unknown>, name: Name) {
  const value = detail[name];
  return typeof value === 'string' && value !== '' && ({ [name]: value } as Record<Name, string>);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
