import type { ChatCall, ImagePart, ToolMessage } from 'llm-gateway/contracts';
import type { GeminiPart } from './gemini.wire.js';
import { isGemini3OrLater } from './thought-signature.js';
import { toImagePart } from './to-user-parts.js';

/**
 * A tool's result, and the images that it holds: inside the function response where the model reads
 * them there (Gemini 3, inline only), else beside it in the same turn.
 */
export function toFunctionResponseParts(message: ToolMessage, call: ChatCall): GeminiPart[] {
  let text = '';
  const inside: GeminiPart[] = [];
  const beside: GeminiPart[] = [];
  for (const part of message.parts) {
    if (part.cache)
      call.scope.ignoredParameters.add('messages[].content[].prompt_cache_breakpoint');
    switch (part.type) {
      case 'text':
        text += part.text;
        break;
      case 'image':
        (fitsInside(part, call) ? inside : beside).push(toImagePart(part));
        break;
      default:
        part satisfies never;
    }
  }
  const functionResponse = {
    id: message.toolCallId,
    name: message.toolName,
    response: message.isError === true ? { error: text } : { output: text },
    ...(inside.length > 0 && { parts: inside }),
  };
  return [{ functionResponse }, ...beside];
}

function fitsInside({ source }: ImagePart, { model }: ChatCall): boolean {
  return source.type === 'inline' && isGemini3OrLater(model);
}
