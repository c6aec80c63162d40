import { Injectable } from '@nestjs/common';
import { SchemaValidator } from 'llm-gateway/http';
import {
  ToolExecutorFactory,
  ToolHandler,
  type ToolDefinition,
  type ToolExecutor,
} from 'llm-gateway/tools';
import { RowLookup } from './row-lookup.js';
import { TableHandlerSettings } from './table-handler-settings.schema.js';
import { TABLES } from './tables.js';

const SETTINGS = new SchemaValidator<TableHandlerSettings>(TableHandlerSettings, 'handler');

/** Tools that look a row of a table up: `"handler": {"type": "table", "table": "offices", "column": "city"}`. */
@Injectable()
@ToolHandler({ name: 'table' })
export class TableToolHandler extends ToolExecutorFactory {
  prepare({ handler, parameters }: ToolDefinition): ToolExecutor {
    const { table, column } = SETTINGS.check(handler);
    const rows = Object.hasOwn(TABLES, table) ? TABLES[table] : undefined;
    if (!rows)
      throw new Error(`handler.table is '${table}'; known are ${Object.keys(TABLES).join(', ')}`);
    const columns = Object.keys(rows[0] ?? {});
    if (!columns.includes(column))
      throw new Error(`handler.column is '${column}'; ${table} has ${columns.join(', ')}`);
    if (![parameters['required']].flat().includes(column))
      throw new Error(`handler.column is '${column}', so parameters.required must name it`);
    return new RowLookup(table, rows, column);
  }
}
