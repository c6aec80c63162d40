import type { CacheMarker } from 'llm-gateway/contracts';

interface CacheMarked {
  readonly prompt_cache_breakpoint?: Record<string, unknown> | null;
  readonly cache_control?: Record<string, unknown> | null;
}

/** OpenAI's `prompt_cache_breakpoint` or Anthropic's `cache_control`, whichever the client knows. */
export function decodeCacheMarker(part: CacheMarked): CacheMarker | undefined {
  const marker = part.prompt_cache_breakpoint ?? part.cache_control;
  if (!marker) return undefined;
  return typeof marker['ttl'] === 'string' ? { ttl: marker['ttl'] } : {};
}
