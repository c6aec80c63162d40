import type { Provider } from 'llm-gateway/contracts';
import { invalidResponse, parseUpstreamJson } from '../../upstream/parse-upstream-json.js';
import { readServerSentEvents } from '../../upstream/read-server-sent-events.js';
import { headerOf, type UpstreamResponse } from '../../upstream/upstream-response.js';
import type { GeminiResponse } from './gemini.wire.js';
import { geminiStatusOf, mapGeminiStreamError } from './map-gemini-error.js';

/**
 * The chunks of `streamGenerateContent?alt=sse`: unnamed events, CRLF, no last `[DONE]`. An error
 * that comes as an event is thrown.
 */
export async function* readGeminiChunks(
  { headers, body }: Pick<UpstreamResponse, 'headers' | 'body'>,
  provider: Provider,
): AsyncGenerator<GeminiResponse, void, undefined> {
  const mediaType = headerOf(headers, 'content-type') ?? 'text/event-stream';
  if (!/^text\/event-stream\b/i.test(mediaType)) {
    // undici reports its own abort as an error of the body that nobody reads any more.
    body.on('error', () => {}).destroy();
    throw invalidResponse(provider, `it is no event stream but ${mediaType}`);
  }
  for await (const { data } of readServerSentEvents(body)) {
    // Not Google's own: proxies that imitate OpenAI add it.
    if (data === '[DONE]') continue;
    const chunk = parseUpstreamJson<GeminiResponse>(data, provider);
    const error = geminiStatusOf(chunk);
    if (error) throw mapGeminiStreamError(error, provider);
    yield chunk;
  }
}
