import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { GuideLanguage, GuideStep } from './guide-steps.js';
import { pythonEnvironment } from './run-python.js';

const run = promisify(execFile);

/** Between the outputs of two steps. */
const SEPARATOR = '\u001e';

const PROGRAMS = {
  python: { file: 'guide.py', command: 'python3', separate: `print(${JSON.stringify(SEPARATOR)})` },
  typescript: {
    file: 'guide.mts',
    command: process.execPath,
    separate: `console.log(${JSON.stringify(SEPARATOR)});`,
  },
} as const;

/** Runs all steps of a guide in one language as one program; what each of them printed. */
export async function runGuide(
  steps: readonly GuideStep[],
  language: GuideLanguage,
  { url, ...settings }: { readonly url: string } & Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { file, command, separate } = PROGRAMS[language];
  const program = steps.map(({ code }) => code[language]).join(`\n${separate}\n`);
  // Below the repository, for its packages, and not below node_modules, where Node runs no TypeScript.
  const folder = await mkdtemp(join('dist', 'guide-'));
  try {
    await writeFile(join(folder, file), program.replaceAll('http://localhost:8080', url));
    const { stdout } = await run(command, [join(folder, file)], {
      timeout: 60_000,
      env: {
        PATH: process.env['PATH'],
        ...pythonEnvironment(),
        ...settings,
      },
    });
    return stdout.split(SEPARATOR).map((output) => output.trim());
  } finally {
    await rm(folder, { recursive: true });
  }
}
