import { OPENAI_ONLY_FIELDS } from './openai-only-fields.js';
import type { VendorEntry } from './vendor-entry.js';

/**
 * llama.cpp's `llama-server`. Switched on by `LLAMA_CPP_BASE_URL`; there is no default, since its
 * usual port 8080 is the gateway's own. It takes a named tool choice for "auto", and puts usage on
 * the chunk that finishes.
 */
export const llamaCpp: VendorEntry = {
  name: 'llama-cpp',
  title: 'llama.cpp',
  adapter: 'openai-compatible',
  variablePrefix: 'LLAMA_CPP',
  needsKey: false,
  routes: [],
  models: [],
  quirks: {
    doneSentinel: 'yes',
    supports: { namedToolChoice: false, files: false },
    reasoning: { responseField: 'reasoning_content', replay: 'optional' },
    dropFields: OPENAI_ONLY_FIELDS,
  },
};
