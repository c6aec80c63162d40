import { once } from 'node:events';
import type { Server } from 'node:http';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { RunningRequests } from 'llm-gateway/http';

/** For the first request on a connection that was just made. */
const NEW_CONNECTION_MS = 250;

/**
 * Closes the connections of a server that accepts no more. Requests that lie in a socket by now are
 * answered first; those that take longer than so many milliseconds are cut.
 */
export async function closeConnections(
  server: Server,
  running: RunningRequests,
  withinMs: number,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  const closed = once(server, 'close');
  const left = () => Math.max(0, deadline - performance.now());
  do {
    await running.none(left());
    // Sockets are read in the phase of the event loop that ends here: what is idle now has sent nothing.
    await turn();
    server.closeIdleConnections();
  } while (running.count > 0 && left() > 0);
  await Promise.race([closed, sleep(Math.min(NEW_CONNECTION_MS, left()))]);
  await running.none(left());
  server.closeAllConnections();
}
