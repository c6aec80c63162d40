import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface CommandOutcome {
  readonly exitCode: number | null;
  readonly output: string;
  readonly complaints: string;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a command to its end, whatever its exit code. */
export async function runCommand(
  [command, ...parameters]: readonly [string, ...string[]],
  { environment, input = '' }: CommandOptions = {},
): Promise<CommandOutcome> {
  const child = spawn(command, parameters, { env: { ...process.env, ...environment } });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await ended, output, complaints };
}
