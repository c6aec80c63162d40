import type {
  AssistantPart,
  ChatChoice,
  FinishReason,
  ReasoningPart,
  StreamPart,
  ToolCallPart,
} from 'llm-gateway/contracts';

type Mutable<Part> = { -readonly [Key in keyof Part]: Part[Key] };

/** Puts the parts of one choice together again. */
export function assembleChoice(
  parts: readonly StreamPart[],
  about: { readonly index: number; readonly audioId?: string; readonly logprobs?: unknown },
): ChatChoice {
  const message: Mutable<AssistantPart>[] = [];
  const reasoning = new Map<number, Mutable<ReasoningPart>>();
  const calls = new Map<number, Mutable<ToolCallPart>>();
  const extensions = { delta: {}, choice: {} };
  let finishReason: FinishReason = 'stop';

  const reasoningAt = (index: number): Mutable<ReasoningPart> => {
    let block = reasoning.get(index);
    if (!block) {
      block = { type: 'reasoning', text: '' };
      reasoning.set(index, block);
      message.push(block);
    }
    return block;
  };

  for (const part of parts) {
    switch (part.type) {
      case 'text-delta':
        append(message, 'text', part.text);
        break;
      case 'refusal-delta':
        append(message, 'refusal', part.text);
        break;
      case 'reasoning-delta':
        reasoningAt(part.index).text += part.text;
        break;
      case 'reasoning-end': {
        const { type: _type, choice: _choice, index, ...facts } = part;
        Object.assign(reasoningAt(index), facts);
        break;
      }
      case 'tool-call-start': {
        const { type: _type, choice: _choice, index, ...facts } = part;
        const call: Mutable<ToolCallPart> = { type: 'tool-call', ...facts, arguments: '' };
        calls.set(index, call);
        message.push(call);
        break;
      }
      case 'tool-call-delta': {
        const call = calls.get(part.index);
        if (call) call.arguments += part.arguments;
        break;
      }
      case 'extension-delta':
        Object.assign(extensions[part.place ?? 'choice'], part.fields);
        break;
      case 'choice-end':
        finishReason = part.finishReason;
        break;
      case 'tool-call-end':
      case 'response-start':
      case 'response-end':
        break;
      default:
        part satisfies never;
    }
  }

  const { index, audioId, logprobs } = about;
  return {
    index,
    message: { role: 'assistant', parts: message, ...(audioId !== undefined && { audioId }) },
    finishReason,
    ...(logprobs !== undefined && { logprobs }),
    ...(Object.keys(extensions.delta).length > 0 && { messageExtensions: extensions.delta }),
    ...(Object.keys(extensions.choice).length > 0 && { choiceExtensions: extensions.choice }),
  };
}

/** Pieces of one kind that follow each other are one part. */
function append(message: Mutable<AssistantPart>[], type: 'text' | 'refusal', text: string): void {
  const last = message.at(-1);
  if (last?.type === type) last.text += text;
  else message.push({ type, text });
}
