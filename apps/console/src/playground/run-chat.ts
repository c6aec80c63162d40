import { asApiFailure } from '../api/api-failure.js';
import { CHAT_PATH, type ChatChunk, type ChatRequest } from '../api/chat.js';
import { readEventStream } from '../api/read-event-stream.js';
import { requestIdOf, sendRequest } from '../api/send-request.js';
import { addChunk, hasWords } from './add-chunk.js';
import type { AssistantTurn } from './turn.js';

interface RunOptions {
  readonly answer: AssistantTurn;
  /** Called with the answer whenever it grew, at most once a frame, and at its end. */
  show(answer: AssistantTurn): void;
  readonly signal: AbortSignal;
}

/** Streams one answer. What goes wrong becomes part of it; what came before stays. */
export async function runChat(request: ChatRequest, options: RunOptions): Promise<void> {
  const { show, signal } = options;
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  let answer = options.answer;
  let frame: number | undefined;
  const showSoon = () => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      show(answer);
    });
  };
  const end = (last: Partial<AssistantTurn>) => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    show({ ...answer, totalMs: elapsed(), ...last });
  };
  try {
    const response = await sendRequest(CHAT_PATH, { method: 'POST', body: request, signal });
    const requestId = requestIdOf(response);
    if (requestId !== undefined) answer = { ...answer, requestId };
    for await (const chunk of readEventStream<ChatChunk>(response)) {
      if (answer.firstMs === undefined && hasWords(chunk))
        answer = { ...answer, firstMs: elapsed() };
      answer = addChunk(answer, chunk);
      showSoon();
    }
    end({ status: 'complete' });
  } catch (thrown) {
    if (signal.aborted) end({ status: 'stopped' });
    else end({ status: 'failed', failure: asApiFailure(thrown) });
  }
}
