import type { ChildProcess } from 'node:child_process';

const START_MS = 60_000;
const ADDRESS = /http:\/\/localhost:(\d+)/;

/**
 * The port of a server that prints its address on standard output, as the gateway's banner does. Throws
 * with what it printed when it ends before, or prints none within a minute.
 */
export function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => fail('did not start'), START_MS);
    const onExit = () => fail('ended');
    const onData = (data: Buffer) => {
      output += data.toString();
      const found = ADDRESS.exec(output)?.[1];
      if (found === undefined) return;
      settle();
      resolve(Number(found));
    };
    const settle = () => {
      clearTimeout(timer);
      child.off('exit', onExit);
      // Whatever it prints later must not be read: under load that would take the reader's time.
      child.stdout?.off('data', onData).resume();
    };
    const fail = (what: string) => {
      settle();
      reject(new Error(`The server ${what}: ${output}`));
    };
    child.once('exit', onExit);
    child.stdout?.on('data', onData);
  });
}
