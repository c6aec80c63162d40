import { computed, signal } from '@preact/signals';
import type { DraftValues } from './to-chat-request.js';

/** What the next request is made of. It outlives a visit to another page, not the tab. */
export const draft = {
  text: signal(''),
  model: signal(''),
  instructions: signal(''),
  /** Empty for a chat without a session. */
  sessionId: signal(''),
  /** As typed, like `maximumTokens`: empty leaves it to the provider. */
  temperature: signal(''),
  maximumTokens: signal(''),
  /** Names of those that the gateway may run. */
  tools: signal<readonly string[]>([]),
};

export const draftValues = computed<DraftValues>(() => ({
  model: draft.model.value,
  instructions: draft.instructions.value,
  sessionId: draft.sessionId.value.trim(),
  temperature: draft.temperature.value.trim(),
  maximumTokens: draft.maximumTokens.value.trim(),
  tools: draft.tools.value,
}));
