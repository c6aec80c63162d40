import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from 'llm-gateway/testing';
import { NO_CONFIGURATION } from './no-configuration.js';

const LOGGED_MS = 60_000;

/**
 * What a built gateway in a process of its own writes to its log, from its start until this word is in
 * it. Throws after a minute without.
 *
 * @param act what is done to it, when it serves
 */
export async function logOf(
  variables: Readonly<Record<string, string>>,
  word: string,
  act: (gateway: { readonly url: string }) => Promise<unknown>,
): Promise<string> {
  const child = spawn(process.execPath, ['dist/apps/gateway/src/main.js'], {
    env: {
      LLM_GATEWAY_HOST: '127.0.0.1',
      LLM_GATEWAY_PORT: '0',
      LLM_GATEWAY_DATA_DIR: ':memory:',
      LLM_GATEWAY_CONFIG_DIR: NO_CONFIGURATION,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  const hasEnded = () => child.exitCode !== null;
  const url = () => /http:\/\/localhost:\d+/.exec(log)?.[0];
  try {
    await eventually(() => url() !== undefined || hasEnded(), 'the gateway serves', LOGGED_MS);
    if (hasEnded()) throw new Error(`The gateway ended: ${log}`);
    await act({ url: url()! });
    await eventually(() => log.includes(word), `${word} is in the log`, LOGGED_MS);
    return log;
  } finally {
    if (child.kill('SIGKILL')) await once(child, 'close');
  }
}
