export type JsonObject = Readonly<Record<string, unknown>>;

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly JsonObject[];
}

/** Column of the keys, where rows come from an object of objects. */
export const NAME_COLUMN = 'name';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Objects of one form, in a list or by name, as a table; undefined for anything else. */
export function toTable(value: unknown): Table | undefined {
  if (Array.isArray(value)) return areOfOneForm(value) ? tableOf(value) : undefined;
  if (!isObject(value) || !areOfOneForm(Object.values(value))) return undefined;
  const named = Object.entries(value as Readonly<Record<string, JsonObject>>);
  return tableOf(named.map(([name, row]) => ({ [NAME_COLUMN]: name, ...row })));
}

/** At least one object, and each has more than half of the keys that any of them has. */
function areOfOneForm(values: readonly unknown[]): values is readonly JsonObject[] {
  if (values.length === 0 || !values.every(isObject)) return false;
  const { length } = columnsOf(values);
  return values.every((row) => Object.keys(row).length * 2 > length);
}

function tableOf(rows: readonly JsonObject[]): Table {
  return { columns: columnsOf(rows), rows };
}

function columnsOf(rows: readonly JsonObject[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}
