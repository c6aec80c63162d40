import type { WireMessage } from 'llm-gateway/sessions';

/** What a message costs beside its texts: its role and its separators. */
const MESSAGE_TOKENS = 4;
/**
 * An image, a sound or a file, whatever its size: about what vendors count for a large image. Its
 * base64 is not text, and what they count depends on pixels, seconds and pages.
 */
export const ATTACHMENT_TOKENS = 1_600;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Tokens of a message in OpenAI's chat format: all texts that a model reads of it, and a flat
 * estimate for each attachment. Signatures and encrypted thinking count nothing.
 *
 * @param count tokens of a text
 */
export function messageTokens(message: WireMessage, count: (text: string) => number): number {
  const text = (value: unknown) => (typeof value === 'string' ? count(value) : 0);
  const made = (call: Fields | undefined) =>
    call ? text(call['name']) + text(call['arguments']) + text(call['input']) : 0;
  const { content } = message;
  let tokens = MESSAGE_TOKENS + text(content) + text(message['refusal']);
  if (Array.isArray(content))
    for (const part of content as readonly Fields[])
      tokens +=
        part['type'] === 'text' || part['type'] === 'refusal'
          ? text(part['text']) + text(part['refusal'])
          : ATTACHMENT_TOKENS;
  for (const call of listOf(message['tool_calls']))
    tokens += made((call['function'] ?? call['custom']) as Fields | undefined);
  tokens += made(message['function_call'] as Fields | undefined);
  // The details say the same as `reasoning_content`, and are sent in its place.
  const details = listOf(message['reasoning_details']);
  if (details.length === 0) return tokens + text(message['reasoning_content']);
  for (const detail of details) tokens += text(detail['text']) + text(detail['summary']);
  return tokens;
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}
