import type { Readable } from 'node:stream';

/** A successful upstream response whose body is still to be read. */
export interface UpstreamResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Decompressed. Leaving an iteration over it early closes the upstream connection. */
  readonly body: Readable;
}

/** An upstream response with an error status, read and ready to be mapped. */
export interface UpstreamErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The first 64 kB of the body. */
  readonly text: string;
  /** The body parsed as JSON; undefined when it is something else. */
  readonly json: unknown;
}

export function headerOf(headers: UpstreamResponse['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
