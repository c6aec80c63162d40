import { computed, signal } from '@preact/signals';

const current = signal(location.pathname);
addEventListener('popstate', () => (current.value = location.pathname));

/** Path of the page that is shown. */
export const path = computed(() => current.value);

export function navigate(to: string): void {
  if (to !== location.pathname) history.pushState(null, '', to);
  current.value = to;
}
