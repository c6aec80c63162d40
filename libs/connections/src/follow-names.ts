import type { Agent } from 'node:http';
import { Socket } from 'node:net';
import type { ConnectionWatch } from './connection-watch.js';

/** Makes the connections of one of Node's own agents follow DNS: those to an address that is gone end. */
export function followNames(agent: Agent, watch: ConnectionWatch): void {
  const retired = new WeakSet<object>();
  const createConnection = agent.createConnection.bind(agent);
  const keepSocketAlive = agent.keepSocketAlive.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = createConnection(options, callback);
    const { host } = options;
    if (socket instanceof Socket && host)
      socket.once('connect', () =>
        watch.add(host, socket, () => {
          retired.add(socket);
          const idle = Object.values(agent.freeSockets).some((free) => free?.includes(socket));
          if (idle) socket.destroy();
        }),
      );
    return socket;
  };
  // Node documents it to return whether the socket may be kept; its types say that it returns nothing.
  agent.keepSocketAlive = (socket) => !retired.has(socket) && keepSocketAlive(socket);
}
