import type { AssistantPart, ChatChoice } from 'llm-gateway/contracts';

export const BETWEEN_ROUNDS = '\n\n';

/** What the client sees of all rounds as one message: all that was thought and said, the last finish. */
export function joinRounds(
  answers: readonly ChatChoice[],
  last: ChatChoice,
  lastTextOnly: boolean,
): ChatChoice {
  const parts: AssistantPart[] = [];
  let hasText = false;
  for (const { message } of answers) {
    let isFirstText = true;
    for (const part of message.parts) {
      if (part.type !== 'text') parts.push(part);
      else if (part.text === '') continue;
      else if (message === last.message || !lastTextOnly) {
        const separator = hasText && isFirstText ? BETWEEN_ROUNDS : '';
        parts.push({ ...part, text: separator + part.text });
        isFirstText = false;
      }
    }
    hasText ||= !isFirstText;
  }
  return { ...last, message: { ...last.message, parts } };
}
