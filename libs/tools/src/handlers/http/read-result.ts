import { excerpt } from '../../excerpt.js';
import { ToolFailure } from '../../tool-failure.js';

export interface HttpToolResponse {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/**
 * The result in an answer: parsed where it is JSON, else its text. Throws `service_error`
 * for a 5xx, `service_refusal` for any other status that is no success, and `invalid_response` for broken JSON and for an answer without the part that
 * `result_path` names.
 */
export function readResult(
  service: string,
  { status, contentType, text }: HttpToolResponse,
  resultPath: string | undefined,
): unknown {
  if (status < 200 || status > 299)
    throw new ToolFailure(
      status >= 500 ? 'service_error' : 'service_refusal',
      `${service} answered ${status}: ${excerpt(text)}`,
    );
  if (text === '') return null;
  const isJson = /[/+]json\b/i.test(contentType);
  const value = isJson ? parse(service, text) : text;
  return resultPath === undefined ? value : pick(service, value, resultPath);
}

function parse(service: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ToolFailure(
      'invalid_response',
      `${service} answered with broken JSON (${(error as Error).message}).`,
      { cause: error },
    );
  }
}

function pick(service: string, value: unknown, path: string): unknown {
  let part = value;
  for (const key of path.split(/\.|\[(\d+)\]/).filter(Boolean)) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key))
      throw new ToolFailure('invalid_response', `The answer of ${service} has no '${path}'.`);
    part = (part as Readonly<Record<string, unknown>>)[key];
  }
  return part;
}
