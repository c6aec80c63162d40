import type { EncodeContext } from './encode-context.js';
import { refuseField } from './refuse-field.js';
import type { WireRequest } from './openai-compatible.wire.js';

const ALWAYS = new Set(['model', 'messages', 'stream']);
const PROMPT_CACHE = ['prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention'];

/** Leaves out what the vendor does not take, and reports it; refuses what cannot be left out. */
export function filterFields(body: WireRequest, context: EncodeContext): WireRequest {
  const { options, ignored } = context;
  const dropped = new Set(options.dropFields);
  if (!options.supports.storeMetadata) dropped.add('store').add('metadata');
  if (!options.supports.promptCacheKey) for (const name of PROMPT_CACHE) dropped.add(name);
  const known = options.stripUnknown ? new Set(options.knownFields) : undefined;
  const kept: WireRequest = {};
  for (const [name, value] of Object.entries(body)) {
    if (options.refuseFields.includes(name))
      refuseField(
        name,
        `This provider does not support \`${name}\`. Leave it out or choose another.`,
      );
    if (dropped.has(name) || (known && !known.has(name) && !ALWAYS.has(name))) {
      if (value !== null) ignored.add(name);
    } else {
      kept[name] = value;
    }
  }
  return kept;
}
