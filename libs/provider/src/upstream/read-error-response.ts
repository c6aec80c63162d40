import type { Dispatcher } from 'undici';
import { decodeContent } from './decode-content.js';
import type { UpstreamErrorResponse } from './upstream-response.js';

const MAXIMUM_BYTES = 65_536;

/** Reads the body of an error response; a body that breaks off gives what came until then. */
export async function readErrorResponse(
  response: Dispatcher.ResponseData,
  signal: AbortSignal,
): Promise<UpstreamErrorResponse> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of decodeContent(response.headers, response.body)) {
      chunks.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).length;
      if (length >= MAXIMUM_BYTES) break;
    }
  } catch {
    signal.throwIfAborted();
  }
  const text = Buffer.concat(chunks).toString('utf8', 0, MAXIMUM_BYTES);
  return { status: response.statusCode, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
