import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { listeningPort } from 'llm-gateway/testing';
import { postChat, readStream } from './support/post-chat.js';
import { NO_CONFIGURATION } from './support/no-configuration.js';

// Processes that start on a machine that is busy elsewhere.
jest.setTimeout(180_000);

let group: ChildProcess;
// One that a test gave up would keep the machine busy, and this process as well.
afterEach(() => {
  try {
    process.kill(-group.pid!, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
  group.stdout?.destroy();
});

/** A start with a process group of its own, as a terminal gives it. */
function startInGroup(command: readonly string[]): ChildProcess {
  group = spawn(command[0]!, command.slice(1), {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LLM_GATEWAY_HOST: '127.0.0.1',
      LLM_GATEWAY_PORT: '0',
      LLM_GATEWAY_LOG_LEVEL: 'silent',
      LLM_GATEWAY_DATA_DIR: ':memory:',
      LLM_GATEWAY_CONFIG_DIR: NO_CONFIGURATION,
      LLM_GATEWAY_PRE_STOP_DELAY_MS: '300',
    },
  });
  return group;
}

const NPM = ['npm', 'start'];
/** What npm runs. npm itself ends by the signal that it was sent, whatever became of the service. */
const SCRIPT = [process.execPath, 'scripts/start.mjs'];

async function streamFrom(child: ChildProcess, tokens: number) {
  const url = `http://127.0.0.1:${await listeningPort(child)}`;
  const model = `simulator/echo?tokens=${tokens}&chunk_ms=50`;
  return postChat({ url }, { model }, { stream: true });
}

describe('a start in a terminal', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'lets a stream finish when %s comes to the whole group of npm start',
    async (signal) => {
      const npm = startInGroup(NPM);
      const stream = await streamFrom(npm, 40);
      // npm and scripts/start.mjs hand it on to the service, which has it already.
      process.kill(-npm.pid!, signal);
      expect(await readStream(stream)).toMatchObject({ done: true, error: undefined });
    },
  );

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with the exit code of the service after %s',
    async (signal) => {
      const script = startInGroup(SCRIPT);
      const stream = await streamFrom(script, 40);
      const ended = once(script, 'exit');
      process.kill(-script.pid!, signal);
      expect(await readStream(stream)).toMatchObject({ done: true, error: undefined });
      expect(await ended).toEqual([0, null]);
    },
  );

  it('ends at once on a second Ctrl-C', async () => {
    const script = startInGroup(SCRIPT);
    const stream = await streamFrom(script, 100_000);
    const ended = once(script, 'exit');
    process.kill(-script.pid!, 'SIGINT');
    await sleep(2_000);
    expect(script.exitCode).toBeNull();
    process.kill(-script.pid!, 'SIGINT');
    expect(await ended).toEqual([130, null]);
    await expect(stream.text()).rejects.toThrow('terminated');
  });
});
