import { computed, signal } from '@preact/signals';
import { draft, draftValues } from './draft.js';
import { runChat } from './run-chat.js';
import { toChatRequest } from './to-chat-request.js';
import { toQuestion } from './to-question.js';
import { beginAnswer, type AssistantTurn, type Turn } from './turn.js';

const shown = signal<readonly Turn[]>([]);
const running = signal<AbortController | undefined>(undefined);
let lastId = 0;

/** The chat on the page. */
export const turns = computed(() => shown.value);

export const isStreaming = computed(() => running.value !== undefined);

/** Sends what was typed, or asks once more for the last answer. A failure is shown in the answer. */
export async function ask(text: string): Promise<void> {
  const question = toQuestion(shown.value, text, ++lastId);
  if (question.length === 0 || isStreaming.value) return;
  const request = toChatRequest(draftValues.value, question);
  const answer = beginAnswer(++lastId, request.model);
  const controller = new AbortController();
  running.value = controller;
  shown.value = [...question, answer];
  draft.text.value = '';
  await runChat(request, { answer, show: replace, signal: controller.signal });
  running.value = undefined;
}

/** Aborts the request: the gateway then closes the one to the provider. */
export function stop(): void {
  running.value?.abort();
}

export function removeTurn(id: number): void {
  shown.value = shown.value.filter((turn) => turn.id !== id);
}

export function editTurn(id: number, content: string): void {
  shown.value = shown.value.map((turn) => (turn.id === id ? { ...turn, content } : turn));
}

export function clearConversation(): void {
  stop();
  shown.value = [];
}

/** The gateway puts the session's history before what is sent: the page's own is dropped. */
export function continueSession(id: string): void {
  clearConversation();
  draft.sessionId.value = id;
}

function replace(next: AssistantTurn): void {
  shown.value = shown.value.map((turn) => (turn.id === next.id ? next : turn));
}
