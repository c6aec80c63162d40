import { Facts } from '../components/facts.js';
import { inWords, textOf } from './in-words.js';
import { isObject, toTable, type Table } from './to-table.js';

interface SectionProperties {
  readonly name: string;
  /** Whatever a module tells: the console knows of none. */
  readonly section: unknown;
}

/** What one module tells of itself: facts, or a table where it tells of several things. */
export function SectionView({ name, section }: SectionProperties) {
  return (
    <section class="card">
      <h2>{inWords(name)}</h2>
      <Value name={name} value={section} />
    </section>
  );
}

function Value({ name, value }: { readonly name: string; readonly value: unknown }) {
  const table = toTable(value);
  if (table) return <SectionTable table={table} />;
  if (!isObject(value)) return <>{textOf(name, value)}</>;
  if (Object.keys(value).length === 0) return <span class="hint">nothing yet</span>;
  return (
    <Facts
      facts={Object.entries(value).map(([key, part]) => [
        inWords(key),
        <Value name={key} value={part} />,
      ])}
    />
  );
}

function SectionTable({ table: { columns, rows } }: { readonly table: Table }) {
  return (
    <div class="table-frame">
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {inWords(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column}>{textOf(column, row[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
