import type { ChatCall, ForwardedResponse } from 'llm-gateway/contracts';
import { invalidResponse, parseUpstreamJson } from '../../upstream/parse-upstream-json.js';
import { isErrorBody, mapErrorBody } from './map-openai-compatible-error.js';
import { optionsOf } from './openai-compatible.options.js';
import type { WireAnswer } from './openai-compatible.wire.js';
import { recordAnswer } from './record-answer.js';

/** Passes a whole answer on as it came, once it is known to be one. */
export function forwardResponse(body: Buffer, { provider, scope }: ChatCall): ForwardedResponse {
  const answer = parseUpstreamJson<WireAnswer>(body.toString('utf8'), provider);
  if (isErrorBody(answer)) throw mapErrorBody(answer, provider);
  if (!Array.isArray(answer.choices) || answer.choices.length === 0)
    throw invalidResponse(provider, 'there is no answer in it');
  recordAnswer(answer, scope, optionsOf(provider));
  return { type: 'forwarded-response', body };
}
