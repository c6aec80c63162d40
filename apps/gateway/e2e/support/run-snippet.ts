import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs a document's code against this gateway and returns what it prints. Asynchronous, since the
 * gateway may answer from this very process.
 */
export async function runSnippet(
  command: 'sh' | 'python3',
  code: string,
  gateway: { readonly url: string },
): Promise<string> {
  const here = code.replaceAll('http://localhost:8080', gateway.url);
  const { stdout } = await run(command, ['-c', here], { timeout: 20_000 });
  return stdout.trim();
}
