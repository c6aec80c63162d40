import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { GatewayError } from 'llm-gateway/contracts';
import { SchemaValidator } from 'llm-gateway/http';
import { lineOf } from './line-of.js';
import { ToolsFile } from './tools-file.schema.js';

const FILE = new SchemaValidator<ToolsFile>(ToolsFile, 'The file');

/** What is wrong with the file, and where. */
export class ToolsFileFault extends Error {
  override readonly name = 'ToolsFileFault';

  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** Throws a `ToolsFileFault`. */
export function parseToolsFile(text: string): ToolsFile {
  const errors: ParseError[] = [];
  // Some editors begin a file with a byte order mark.
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { disallowComments: true });
  const [first] = errors;
  if (first)
    throw new ToolsFileFault(
      text.slice(0, first.offset).split('\n').length,
      `The file is not valid JSON: ${printParseErrorCode(first.error)}.`,
    );
  try {
    return FILE.check(value);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    throw new ToolsFileFault(lineOf(text, error.details.param ?? ''), error.message);
  }
}
