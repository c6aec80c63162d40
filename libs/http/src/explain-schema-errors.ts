import type { ErrorObject } from 'ajv';
import { describeSchemaError } from './describe-schema-error.js';

export interface SchemaExplanation {
  /** JSON path of the field at fault, as OpenAI writes it: `messages[0].role`; empty for the root. */
  readonly param: string;
  readonly message: string;
}

type Path = readonly string[];

interface Complaint {
  readonly error: ErrorObject;
  readonly path: Path;
}

/** Keywords that only say that some other keyword complained. */
const SUMMARIES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'propertyNames']);

/**
 * One sentence for a person out of ajv's errors. Where a value may have several forms, ajv reports
 * each form's complaint; the one that got furthest into the value is about the form that was meant.
 *
 * @param subject what to call the whole value, at the start of a sentence
 */
export function explainSchemaErrors(
  errors: readonly ErrorObject[],
  subject = 'The request body',
): SchemaExplanation {
  const complaints = errors
    .filter(({ keyword }) => !SUMMARIES.has(keyword))
    .map((error) => ({ error, path: pathOf(error) }));
  const [first] = complaints;
  if (!first) return { param: '', message: `${subject} is not valid.` };
  const { path } = complaints.reduce((best, next) =>
    compare(next.path, best.path) > 0 ? next : best,
  );
  const param = write(path);
  const where = param === '' ? subject : `'${param}'`;
  return { param, message: `${where} ${describeAt(path, complaints)}.` };
}

/** A form whose type fits was meant rather than a list of values, and that rather than another type. */
function describeAt(path: Path, complaints: readonly Complaint[]): string {
  const here = complaints
    .filter((complaint) => compare(complaint.path, path) === 0)
    .map(({ error }) => error);
  const meant =
    here.find(({ keyword }) => keyword !== 'type' && keyword !== 'enum') ??
    here.find(({ keyword }) => keyword === 'enum');
  return describeSchemaError(meant ? [meant] : here);
}

/** The field that a complaint is about, which for a missing one is a child of where ajv stands. */
function pathOf({ instancePath, keyword, params, propertyName }: ErrorObject): Path {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const child: unknown = {
    required: params['missingProperty'],
    discriminator: params['tag'],
    additionalProperties: params['additionalProperty'],
  }[keyword];
  if (typeof child === 'string') return [...path, child];
  return propertyName === undefined ? path : [...path, propertyName];
}

/** Deeper is further; at one depth, a later array entry is. */
function compare(one: Path, other: Path): number {
  if (one.length !== other.length) return one.length - other.length;
  const at = one.findIndex((key, index) => key !== other[index]);
  if (at < 0) return 0;
  return Number(one[at]) > Number(other[at]) ? 1 : -1;
}

function write(path: Path): string {
  return path
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${shorten(key)}`))
    .join('')
    .replace(/^\./, '');
}

/** Keys are the client's and may be of any length. */
function shorten(key: string): string {
  return key.length > 80 ? `${key.slice(0, 77)}...` : key;
}
