import type { Readable } from 'node:stream';

const PATIENCE_MS = 500;

/**
 * After a stream's last event its body should end at once, which frees the connection for the next
 * call. An upstream that keeps it open is left. Gives back what stops the waiting.
 */
export function closeSoon(body: Readable): () => void {
  const timer = setTimeout(() => body.destroy(), PATIENCE_MS);
  return () => clearTimeout(timer);
}
