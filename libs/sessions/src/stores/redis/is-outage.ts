import { types } from 'node:util';

/** Answers of a server that is there, but cannot serve just now. */
const OUTAGE_REPLY =
  /^(LOADING|CLUSTERDOWN|MASTERDOWN|READONLY|MISCONF|OOM|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM|TRYAGAIN|MOVED|ASK|BUSY|UNBLOCKED)\b/;

/** False for faults of our own, such as an error in a script. */
export function isOutage(error: unknown): error is Error {
  // Not `instanceof`, which fails for errors of Node itself in a VM context, as in Jest.
  if (!types.isNativeError(error)) return false;
  return error.name !== 'ReplyError' || OUTAGE_REPLY.test(error.message);
}
