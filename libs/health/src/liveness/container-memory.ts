import { totalmem } from 'node:os';

/** The memory that the container may use, in bytes; undefined where nothing limits it. */
export function containerMemory(): number | undefined {
  const limit = process.constrainedMemory();
  // Control groups without a limit report none, or a number beyond any machine's memory.
  return limit > 0 && limit < totalmem() ? limit : undefined;
}
