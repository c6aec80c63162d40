import { randomUUID } from 'node:crypto';

const PREFIX = 'chatcmpl-';

/** The provider's id in OpenAI's form; a new one when the provider gives none. */
export function chatCompletionId(providerId: string | undefined): string {
  if (providerId === undefined || providerId === '') return PREFIX + randomUUID();
  return providerId.startsWith(PREFIX) ? providerId : PREFIX + providerId;
}

/** Now, in Unix seconds. */
export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
