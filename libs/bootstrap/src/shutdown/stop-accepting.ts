import type { Server } from 'node:http';
import { Server as SocketServer } from 'node:net';

/**
 * Takes no new connections; those that are open go on. `http.Server.close` would also cut the idle
 * ones at once, and a request may be on its way on any of them.
 */
export function stopAccepting(server: Server): void {
  SocketServer.prototype.close.call(server);
}
