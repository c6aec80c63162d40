/** A line of the primary process in the form of the workers' logs, on standard error. */
export function logLine(level: 'warn' | 'error', message: string, fields: object): void {
  const time = new Date().toISOString();
  const line = { level, time, context: 'Workers', ...fields, msg: message };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
