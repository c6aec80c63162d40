import type {
  AssistantMessage,
  ChatCall,
  ReasoningPart,
  ToolCallPart,
} from 'llm-gateway/contracts';
import type { GeminiPart } from './gemini.wire.js';
import {
  GEMINI_REASONING_FORMAT,
  isGemini3OrLater,
  signatureOf,
  SKIP_SIGNATURE_CHECK,
} from './thought-signature.js';

/**
 * The parts of a model turn. Each thought signature goes back on the part that it came on: a tool
 * call's with the call, a text's (a reasoning part with `encrypted`) on the text that follows it, or
 * on the one before when none follows (reference/protocols.md 4.1).
 */
export function toModelParts(message: AssistantMessage, call: ChatCall): GeminiPart[] {
  const parts: GeminiPart[] = [];
  let waiting: string | undefined;
  if (message.audioId !== undefined) call.scope.ignoredParameters.add('messages[].audio');
  for (const part of message.parts) {
    switch (part.type) {
      case 'reasoning':
        if (isForeign(part)) {
          call.scope.ignoredParameters.add('messages[].reasoning_details');
          break;
        }
        if (part.text !== '') parts.push(toThought(part));
        if (part.encrypted !== undefined) {
          signText(parts, waiting);
          waiting = part.encrypted;
        }
        break;
      case 'text':
      case 'refusal':
        if (part.text === '') break;
        parts.push(sign({ text: part.text }, waiting));
        waiting = undefined;
        break;
      case 'tool-call': {
        const isFirst = !parts.some((earlier) => earlier.functionCall);
        parts.push(toFunctionCall(part, isFirst && isGemini3OrLater(call.model)));
        break;
      }
      default:
        part satisfies never;
    }
  }
  signText(parts, waiting);
  return parts;
}

/** Signed or sealed by another provider, which alone can read it. */
function isForeign({ signature, encrypted, format }: ReasoningPart): boolean {
  if (format !== undefined) return format !== GEMINI_REASONING_FORMAT;
  return signature !== undefined || encrypted !== undefined;
}

function toThought({ text, signature }: ReasoningPart): GeminiPart {
  return sign({ text, thought: true }, signature);
}

function sign(part: GeminiPart, signature: string | undefined): GeminiPart {
  return signature === undefined ? part : { ...part, thoughtSignature: signature };
}

/** Puts a signature that no text follows on the last text; streams send it on an empty one. */
function signText(parts: GeminiPart[], signature: string | undefined): void {
  if (signature === undefined) return;
  const index = parts.findLastIndex((part) => isPlainText(part));
  const text = parts[index];
  if (text && text.thoughtSignature === undefined) parts[index] = sign(text, signature);
  else parts.push({ text: '', thoughtSignature: signature });
}

function isPlainText({ text, thought }: GeminiPart): boolean {
  return text !== undefined && thought !== true;
}

/** Of parallel calls only the first is signed; one without a signature fails on Gemini 3. */
function toFunctionCall(part: ToolCallPart, demanded: boolean): GeminiPart {
  const signature = signatureOf(part.providerMetadata);
  return sign(
    { functionCall: { id: part.id, name: part.name, args: toArguments(part) } },
    signature ?? (demanded ? SKIP_SIGNATURE_CHECK : undefined),
  );
}

/** Google takes objects only; what a model wrote wrongly stays readable to the next one. */
function toArguments({ kind, arguments: text }: ToolCallPart): Readonly<Record<string, unknown>> {
  if (kind === 'custom') return { input: text };
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Falls through to the text itself.
  }
  return { _raw: text };
}
