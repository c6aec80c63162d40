/** For what may fail without harm; the connection has logged it. */
export function inBackground(work: Promise<void>): void {
  work.catch(() => undefined);
}
