export interface CurlRequest {
  readonly url: string;
  readonly body: unknown;
  /** Stands for a key that the environment has, so that none is copied into a shell's history. */
  readonly needsKey: boolean;
}

/** A command for POSIX shells that sends the same request. */
export function curlCommand({ url, body, needsKey }: CurlRequest): string {
  return [
    'curl --no-buffer',
    quote(url),
    `-H ${quote('content-type: application/json')}`,
    ...(needsKey ? ['-H "authorization: Bearer $LLM_GATEWAY_API_KEY"'] : []),
    `--data-raw ${quote(JSON.stringify(body, null, 2))}`,
  ].join(' \\\n  ');
}

/** Nothing is special between single quotes but their end. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
