import { computed, signal } from '@preact/signals';

const STORED_AS = 'llm-gateway-console-key';

const stored = signal(sessionStorage.getItem(STORED_AS) ?? '');

/** Sent with each request; empty for a gateway without a guard. */
export const apiKey = computed(() => stored.value);

/** Kept until the tab is closed, and nowhere else. */
export function setApiKey(key: string): void {
  stored.value = key;
  if (key === '') sessionStorage.removeItem(STORED_AS);
  else sessionStorage.setItem(STORED_AS, key);
}
