import { ToolFailure } from '../../tool-failure.js';
import type { ToolArguments } from '../../tool-handler.js';
import type { HttpHandlerSettings } from './http-handler-settings.schema.js';

const PLACEHOLDER = /\{(\w+)\}/g;
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

export interface HttpToolRequest {
  readonly method: string;
  readonly url: string;
  /** JSON; absent for arguments in the query. */
  readonly data?: string;
}

/** The names of the arguments that stand in the URL. */
export function placeholdersOf(url: string): readonly string[] {
  return [...url.matchAll(PLACEHOLDER)].map(([, name]) => name!);
}

/**
 * Puts the arguments into a request. A value in the path is one segment of it, whatever it holds.
 * Throws `invalid_arguments` for a value that cannot stand there.
 */
export function buildRequest(
  { url, method = 'POST', arguments_in }: HttpHandlerSettings,
  given: ToolArguments,
): HttpToolRequest {
  const inUrl = new Set(placeholdersOf(url));
  const target = new URL(
    url.replace(PLACEHOLDER, (_, name: string) =>
      toSegment(name, Object.hasOwn(given, name) ? given[name] : ''),
    ),
  );
  const rest = Object.entries(given).filter(([name]) => !inUrl.has(name));
  const inQuery = (arguments_in ?? (WITHOUT_BODY.has(method) ? 'query' : 'body')) === 'query';
  if (!inQuery) return { method, url: target.href, data: JSON.stringify(Object.fromEntries(rest)) };
  for (const [name, value] of rest)
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== null) target.searchParams.append(name, toText(each));
  return { method, url: target.href };
}

function toSegment(name: string, value: unknown): string {
  const text = toText(value ?? '');
  // URLs read these two as steps through the path, also when they are percent-encoded.
  if (text === '' || text === '.' || text === '..')
    throw new ToolFailure('invalid_arguments', `'${name}' must not be ${JSON.stringify(text)}.`);
  return encodeURIComponent(text.toWellFormed());
}

function toText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
