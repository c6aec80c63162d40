import type { AssistantTurn } from './turn.js';

/** Tokens, times and how it ended, in one line. Its place is kept while the answer is streamed. */
export function AnswerFacts({ answer }: { readonly answer: AssistantTurn }) {
  const { status, usage, firstMs, totalMs, finish, requestId, failure } = answer;
  const facts = [
    status === 'streaming' && 'Streaming … Escape stops it.',
    status === 'stopped' && 'Stopped',
    usage && `${usage.prompt_tokens} → ${usage.completion_tokens} tokens`,
    firstMs !== undefined && `first word ${Math.round(firstMs)} ms`,
    totalMs !== undefined && `${Math.round(totalMs)} ms`,
    status === 'complete' && finish,
    !failure && requestId,
  ];
  return <p class="hint answer-facts">{facts.filter(Boolean).join(' · ')}</p>;
}
