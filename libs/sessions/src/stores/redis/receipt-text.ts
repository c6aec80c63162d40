import type { Receipt } from '../../session-store.js';

/** A receipt in a session's hash is `fingerprint answer`; a fingerprint has no blank. */
export function writeReceipt({ fingerprint, answer }: Receipt): string {
  return `${fingerprint} ${answer}`;
}

export function readReceipt(text: string): Pick<Receipt, 'fingerprint' | 'answer'> {
  const space = text.indexOf(' ');
  return { fingerprint: text.slice(0, space), answer: text.slice(space + 1) };
}
