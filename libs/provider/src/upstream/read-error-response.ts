import type { Secret } from 'llm-gateway/contracts';
import type { Dispatcher } from 'undici';
import { decodeContent } from './decode-content.js';
import type { UpstreamErrorResponse } from './upstream-response.js';
import type { WholeResponse } from './whole-response.js';

const MAXIMUM_BYTES = 65_536;

/** Shorter keys are made up for servers that want none (`ollama`), and may be any word. */
const SHORTEST_KEY = 12;

/**
 * Reads the body of an error response; a body that breaks off gives what came until then. Some
 * vendors repeat the key that they refuse, and what they say goes on to the client: it is taken out.
 */
export async function readErrorResponse(
  response: Dispatcher.ResponseData,
  { signal, apiKey }: { readonly signal: AbortSignal; readonly apiKey: Secret | undefined },
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
  const { statusCode: status, headers } = response;
  return toErrorResponse({ status, headers, bytes: Buffer.concat(chunks) }, apiKey);
}

/** The same for a body that has been read. */
export function toErrorResponse(
  { status, headers, bytes }: WholeResponse,
  apiKey: Secret | undefined,
): UpstreamErrorResponse {
  const text = redact(bytes.toString('utf8', 0, MAXIMUM_BYTES), apiKey);
  return { status, headers, text, json: parse(text) };
}

function redact(text: string, secret: Secret | undefined): string {
  const key = secret?.reveal() ?? '';
  return key.length < SHORTEST_KEY ? text : text.replaceAll(key, String(secret));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
