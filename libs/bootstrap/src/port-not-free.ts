import { StartError } from './start-error.js';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program: end that, or set another port',
  EACCES: 'may not be used by this user: set a port above 1023',
  EADDRNOTAVAIL: 'cannot be listened on: this machine has no such address',
};

/** What an operator can do about an address that cannot be had; other errors stay as they are. */
export function portNotFree(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason = REASONS[error.code ?? ''];
  return reason === undefined
    ? error
    : new StartError(`Port ${port} on ${host} ${reason}.`, { cause: error });
}
