import { parse, type ParseError } from 'jsonc-parser';
import { GatewayError } from 'llm-gateway/contracts';
import { describeSyntaxError } from './describe-syntax-error.js';
import type { JsonFile } from './json-file.js';
import { lineOf } from './line-of.js';
import { LocatedFault } from './located-fault.js';

/** Throws a `LocatedFault`. */
export function parseJsonFile<Content>(
  { path, validator }: JsonFile<Content>,
  text: string,
): Content {
  const errors: ParseError[] = [];
  // Some editors begin a file with a byte order mark.
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { disallowComments: true });
  const [first] = errors;
  if (first)
    throw new LocatedFault(
      path,
      text.slice(0, first.offset).split('\n').length,
      `The file is not valid JSON: ${describeSyntaxError(first.error)}`,
    );
  try {
    return validator.check(value);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    throw new LocatedFault(path, lineOf(text, error.details.param ?? ''), error.message);
  }
}
