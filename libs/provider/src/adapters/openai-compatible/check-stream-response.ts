import type { ChatCall } from 'llm-gateway/contracts';
import {
  invalidResponse,
  parseUpstreamJson,
  readBody,
} from '../../upstream/parse-upstream-json.js';
import { headerOf, type UpstreamResponse } from '../../upstream/upstream-response.js';
import { mapErrorBody } from './map-openai-compatible-error.js';
import type { WireAnswer } from './openai-compatible.wire.js';

/**
 * Refuses a body that is plainly no stream: a proxy's page, or an error that came with status 200.
 * Other content types are let pass, since some servers name the wrong one.
 */
export async function checkStreamResponse(
  response: UpstreamResponse,
  call: ChatCall,
): Promise<void> {
  const { provider } = call;
  const type = headerOf(response.headers, 'content-type') ?? '';
  if (type.includes('text/html')) {
    response.body.on('error', () => {}).destroy();
    throw invalidResponse(provider, 'it is a web page and no stream');
  }
  if (!type.includes('application/json')) return;
  const text = (await readBody(response, call)).toString('utf8');
  const answer = parseUpstreamJson<WireAnswer>(text, provider);
  if (Array.isArray(answer.choices))
    throw invalidResponse(provider, 'it came whole where a stream was asked for');
  throw mapErrorBody(answer, provider);
}
