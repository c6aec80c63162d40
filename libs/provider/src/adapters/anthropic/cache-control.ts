import type { CacheMarker } from 'llm-gateway/contracts';
import type { AnthropicCacheControl, AnthropicRequestBody } from './anthropic.wire.js';

const MAXIMUM_MARKERS = 4;

/** Anthropic keeps a prefix for five minutes or an hour; the nearer of the two is taken. */
export function cacheControlOf(marker: CacheMarker | undefined): {
  cache_control?: AnthropicCacheControl;
} {
  if (!marker) return {};
  const isLong = marker.ttl === '1h' || marker.ttl === '12h';
  return { cache_control: isLong ? { type: 'ephemeral', ttl: '1h' } : { type: 'ephemeral' } };
}

/**
 * Anthropic refuses more than four markers. The last four in prompt order stay, because a longer
 * prefix contains the shorter ones; the others are reported.
 */
export function limitCacheMarkers(
  body: AnthropicRequestBody,
  ignored: Set<string>,
): AnthropicRequestBody {
  const blocks: readonly object[] = [
    ...(body.tools ?? []),
    ...(body.system ?? []),
    ...body.messages.flatMap<object>(({ content }) => content),
  ];
  const marked = blocks.filter((block) => 'cache_control' in block);
  if (marked.length <= MAXIMUM_MARKERS) return body;
  ignored.add('messages[].content[].prompt_cache_breakpoint');
  const surplus = new Set<object>(marked.slice(0, -MAXIMUM_MARKERS));
  const strip = <Block extends object>(block: Block): Block => {
    if (!surplus.has(block)) return block;
    const { cache_control: _, ...rest } = block as Block & { cache_control?: unknown };
    return rest as Block;
  };
  return {
    ...body,
    ...(body.tools && { tools: body.tools.map(strip) }),
    ...(body.system && { system: body.system.map(strip) }),
    messages: body.messages.map((message) => ({
      ...message,
      content: message.content.map(strip),
    })) as AnthropicRequestBody['messages'],
  };
}
