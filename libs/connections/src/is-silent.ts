import { connect } from 'node:net';

/** Signs that nobody is there; a refusal is the sign of a host that lives. */
const UNREACHABLE: ReadonlySet<string | undefined> = new Set([
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Whether an address takes no notice of an attempt to connect, for so many milliseconds. */
export function isSilent(address: string, port: number, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const settle = (silent: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(silent);
    };
    const timer = setTimeout(settle, withinMs, true).unref();
    socket.unref();
    socket.on('connect', () => settle(false));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => settle(UNREACHABLE.has(code)));
  });
}
