import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pythonEnvironment } from './run-python.js';

const run = promisify(execFile);

/** Some clients take seconds to load, and a busy machine much longer. */
const TIMEOUT_MS = 90_000;

const COMMANDS = {
  sh: ['sh', '-c'],
  python3: ['python3', '-c'],
  typescript: [process.execPath, '--input-type=module-typescript', '--eval'],
} as const;

/**
 * Runs a document's code against this gateway and returns what it prints. Asynchronous, since the
 * gateway may answer from this very process.
 */
export async function runSnippet(
  language: keyof typeof COMMANDS,
  code: string,
  gateway: { readonly url: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const here = code.replaceAll('http://localhost:8080', gateway.url);
  const [command, ...parameters] = COMMANDS[language];
  const running = run(command, [...parameters, here], {
    timeout: TIMEOUT_MS,
    env: { ...process.env, ...pythonEnvironment(), ...environment },
  });
  // A command that reads what is piped into it would wait for ever.
  running.child.stdin?.end();
  return (await running).stdout.trim();
}
