interface Unit {
  readonly suffix: string;
  readonly write: (value: number) => string;
}

const MEGABYTE = 1_000_000;
/** Below it a number may be the name of something, such as a process. */
const GROUPED_FROM = 100_000;

/** The gateway's names end in the unit of their values. */
const UNITS: readonly Unit[] = [
  { suffix: '_bytes', write: (value) => `${number(value / MEGABYTE)} MB` },
  { suffix: '_ms', write: (value) => `${number(value)} ms` },
  { suffix: '_seconds', write: (value) => `${number(value)} s` },
  { suffix: '_at', write: number },
];

/** `heap_used_bytes` as `Heap used`. What is no name of the gateway's own, such as an address, stays. */
export function inWords(name: string): string {
  if (!/^[a-z0-9_]+$/.test(name)) return name;
  const suffix = unitOf(name)?.suffix ?? '';
  const words = name.slice(0, name.length - suffix.length).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param name of the value, which tells its unit */
export function textOf(name: string, value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return (unitOf(name)?.write ?? number)(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return isTime(value) ? new Date(value).toLocaleString() : value;
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object'))
    return value.length === 0 ? '–' : value.join(', ');
  if (!Array.isArray(value))
    return Object.entries(value)
      .map(([part, one]) => textOf(part, one))
      .join(' · ');
  return JSON.stringify(value);
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text);
}

function unitOf(name: string): Unit | undefined {
  return UNITS.find(({ suffix }) => name.endsWith(suffix));
}

function number(value: number): string {
  return value.toLocaleString('en', {
    maximumFractionDigits: 2,
    useGrouping: value >= GROUPED_FROM,
  });
}
