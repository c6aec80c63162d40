import type { VendorEntry } from './vendor-entry.js';

/**
 * OpenRouter (reference/protocols.md 4.7). Its own fields (`provider`, `models`, `plugins`, ...) are
 * sent on as they come. `HTTP-Referer` and `X-Title` are ordinary configured headers.
 */
export const openrouter: VendorEntry = {
  name: 'openrouter',
  title: 'OpenRouter',
  adapter: 'openai-compatible',
  variablePrefix: 'OPENROUTER',
  baseUrl: 'https://openrouter.ai/api/v1',
  needsKey: true,
  routes: [],
  // Hundreds, of all vendors; OpenRouter's own listing has them.
  models: [],
  quirks: {
    doneSentinel: 'yes',
    cacheMarkers: 'cache_control',
    reasoning: {
      requestField: 'reasoning',
      responseField: 'reasoning_details',
      replay: 'optional',
    },
  },
};
