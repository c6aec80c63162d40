import { ToolFailure, type ToolArguments, type ToolExecutor } from 'llm-gateway/tools';
import type { Row } from './tables.js';

/** Finds the row whose column is what the caller says, in any case. */
export class RowLookup implements ToolExecutor {
  readonly service = 'directory';

  constructor(
    private readonly table: string,
    private readonly rows: readonly Row[],
    private readonly column: string,
  ) {}

  /** Throws `tool_error` with the values that there are, for the model to choose from. */
  async execute(given: ToolArguments): Promise<Row> {
    const wanted = String(given[this.column]);
    const row = this.rows.find(
      (each) => this.#valueOf(each).toLowerCase() === wanted.toLowerCase(),
    );
    if (row) return row;
    const known = this.rows.map((each) => this.#valueOf(each)).join(', ');
    throw new ToolFailure(
      'tool_error',
      `${this.table} has no ${this.column} '${wanted.slice(0, 80)}'. It has ${known}.`,
    );
  }

  #valueOf(row: Row): string {
    return row[this.column] ?? '';
  }
}
