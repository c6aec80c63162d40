import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { format, resolveConfig } from 'prettier';

const DOCUMENT = 'docs/reliability.md';

/** Puts a table, with the day and the machine, between a section's marks in docs/reliability.md. */
export async function writeSection(name: string, table: string): Promise<void> {
  const begin = `<!-- measured: ${name} -->`;
  const end = '<!-- end -->';
  const document = await readFile(DOCUMENT, 'utf8');
  const from = document.indexOf(begin) + begin.length;
  const to = document.indexOf(end, from);
  if (from < begin.length || to < 0) throw new Error(`${DOCUMENT} has no section "${name}".`);
  const written = `${document.slice(0, from)}\n\n${measuredOn()}\n\n${table}\n\n${document.slice(to)}`;
  const options = { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' };
  await writeFile(DOCUMENT, await format(written, options));
  process.stdout.write(`${measuredOn()}\n\n${table}\n`);
}

function measuredOn(): string {
  const day = new Date().toISOString().slice(0, 10);
  const processors = cpus();
  const model = processors[0]?.model.trim();
  return `Measured ${day} on a virtual machine (${model}, ${processors.length} cores, Linux ${release()}), Node ${process.version}.`;
}
