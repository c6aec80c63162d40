import type { ChatCall, SystemMessage } from 'llm-gateway/contracts';
import type { GeminiContent, GeminiPart } from './gemini.wire.js';
import { toFunctionResponseParts } from './to-function-response-parts.js';
import { toModelParts } from './to-model-parts.js';
import { toUserParts } from './to-user-parts.js';

interface Turn {
  readonly role: 'user' | 'model';
  readonly parts: GeminiPart[];
}

export interface GeminiConversation {
  readonly contents: readonly GeminiContent[];
  readonly systemInstruction?: GeminiContent;
}

/**
 * Messages as turns of `user` and `model` that alternate: neighbours of one role become one turn.
 * Leading system messages are the system instruction; later ones have no role of their own in
 * Gemini and stand as text in the user turn beside them (reference/protocols.md 4.1).
 */
export function toGeminiContents(call: ChatCall): GeminiConversation {
  const turns: Turn[] = [];
  const instruction: GeminiPart[] = [];
  for (const [index, message] of call.request.messages.entries()) {
    if ('name' in message && message.name !== undefined)
      call.scope.ignoredParameters.add('messages[].name');
    switch (message.role) {
      case 'system':
        if (turns.length === 0 && takesInstruction(call)) instruction.push(...toTexts(message));
        else append(turns, 'user', toTexts(message));
        break;
      case 'user':
        append(turns, 'user', toUserParts(message, call, `messages[${index}]`));
        break;
      case 'assistant':
        append(turns, 'model', toModelParts(message, call));
        break;
      case 'tool':
        append(turns, 'user', toFunctionResponseParts(message, call));
        break;
      default:
        message satisfies never;
    }
  }
  // A request without contents is refused, and a lone instruction is what the model is to answer.
  if (turns.length === 0) return { contents: [{ role: 'user', parts: instruction }] };
  return {
    contents: turns.map((turn, index) => answersFirst(turn, turns[index - 1])),
    ...(instruction.length > 0 && { systemInstruction: { parts: instruction } }),
  };
}

/** Gemma has no system instruction (C: AIS-GOO `google-model-catalog.ts`). */
function takesInstruction({ model }: ChatCall): boolean {
  return !/(^|\/)gemma-/.test(model.name);
}

function toTexts(message: SystemMessage): GeminiPart[] {
  if (message.parts.length === 0) return [];
  return [{ text: message.parts.map((part) => part.text).join('') }];
}

function append(turns: Turn[], role: Turn['role'], parts: readonly GeminiPart[]): void {
  if (parts.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.parts.push(...parts);
  else turns.push({ role, parts: [...parts] });
}

/**
 * Answers are matched to calls by their order where ids are missing, and must follow the call turn
 * at once; clients may send them in any order, with other messages between.
 */
function answersFirst(turn: Turn, previous: Turn | undefined): Turn {
  const answers = turn.parts.filter((part) => part.functionResponse);
  if (answers.length === 0) return turn;
  const ids = previous?.parts.flatMap((part) => part.functionCall?.id ?? []) ?? [];
  const place = (part: GeminiPart): number => {
    const index = ids.indexOf(part.functionResponse?.id ?? '');
    return index < 0 ? ids.length : index;
  };
  const others = turn.parts.filter((part) => !part.functionResponse);
  return { ...turn, parts: [...answers.toSorted((a, b) => place(a) - place(b)), ...others] };
}
