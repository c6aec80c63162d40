import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import type { Provider } from 'llm-gateway/contracts';
import type { GeminiBlob, GeminiPart } from './gemini.wire.js';
import { mintToolCallId } from '../../upstream/mint-tool-call-id.js';

/** What one part of an answer says. */
export type AnswerPart =
  | { readonly type: 'thought'; readonly text: string; readonly signature?: string }
  | { readonly type: 'text'; readonly text: string; readonly signature?: string }
  | {
      readonly type: 'call';
      readonly id: string;
      readonly name: string;
      /** JSON text, or free text for a custom tool. */
      readonly arguments: string;
      readonly kind: 'function' | 'custom';
      readonly signature?: string;
    }
  /** Fields for the message, since the canonical form has no word for them. */
  | { readonly type: 'other'; readonly fields: Readonly<Record<string, unknown>> };

export interface AnswerContext {
  readonly provider: Provider;
  /** Names of the tools that take free text. */
  readonly customTools: ReadonlySet<string>;
}

/** Reads one part; exactly one of its data fields is set (reference/protocols.md 4.1). */
export function readGeminiPart(part: GeminiPart, context: AnswerContext): AnswerPart {
  const signature = part.thoughtSignature ? { signature: part.thoughtSignature } : {};
  if (part.functionCall) return readCall(part, context);
  if (typeof part.text === 'string')
    return { type: part.thought === true ? 'thought' : 'text', text: part.text, ...signature };
  if (part.inlineData?.mimeType?.startsWith('image/'))
    return { type: 'other', fields: { images: [toImage(part.inlineData, part)] } };
  return { type: 'other', fields: { extra_content: { google: { parts: [part] } } } };
}

function readCall(part: GeminiPart, { provider, customTools }: AnswerContext): AnswerPart {
  const { id, name, args } = part.functionCall ?? {};
  if (!name) throw invalidResponse(provider, 'a function call has no name');
  const input = (args as { input?: unknown } | null | undefined)?.input;
  const isCustom = customTools.has(name) && typeof input === 'string';
  return {
    type: 'call',
    // Models before Gemini 3 name no id.
    id: id || mintToolCallId(),
    name,
    arguments: isCustom ? input : JSON.stringify(args ?? {}),
    kind: isCustom ? 'custom' : 'function',
    ...(part.thoughtSignature && { signature: part.thoughtSignature }),
  };
}

/** The shape in which OpenAI-compatible endpoints return generated images. */
function toImage({ mimeType, data }: GeminiBlob, { thoughtSignature }: GeminiPart): object {
  return {
    type: 'image_url',
    image_url: { url: `data:${mimeType};base64,${data ?? ''}` },
    ...(thoughtSignature && {
      extra_content: { google: { thought_signature: thoughtSignature } },
    }),
  };
}
