import type { ModelEntry, Provider } from 'llm-gateway/contracts';
import { parseUpstreamJson } from '../../upstream/parse-upstream-json.js';
import type { UpstreamClient } from '../../upstream/upstream-client.js';
import { anthropicHeadersOf, anthropicPath } from './anthropic-headers.js';
import type { AnthropicModelPage } from './anthropic.wire.js';
import { mapAnthropicError } from './map-anthropic-error.js';

/** The largest that `GET /v1/models` gives. */
const PAGE_SIZE = 1_000;
const MAXIMUM_PAGES = 10;

/** Names of the models that the key may use. Throws when Anthropic does not answer. */
export async function listAnthropicModels(
  upstream: UpstreamClient,
  provider: Provider,
  signal: AbortSignal,
): Promise<readonly ModelEntry[]> {
  const headers = anthropicHeadersOf(provider);
  const names: string[] = [];
  let after: string | undefined;
  for (let page = 1; page <= MAXIMUM_PAGES; page++) {
    const query = new URLSearchParams({ limit: `${PAGE_SIZE}`, ...(after && { after_id: after }) });
    const request = { path: anthropicPath(provider, `/models?${query}`), headers };
    const body = await upstream.getWhole(provider, request, mapAnthropicError, signal);
    const text = body.toString('utf8');
    const { data, has_more, last_id } = parseUpstreamJson<AnthropicModelPage>(text, provider);
    for (const { id } of data ?? []) if (typeof id === 'string') names.push(id);
    if (has_more !== true || !last_id) break;
    after = last_id;
  }
  return names.map((match) => ({ match, listed: true }));
}
