import { OLLAMA_MODELS } from './ollama.models.js';
import type { VendorEntry } from './vendor-entry.js';

/**
 * A local Ollama server. `OLLAMA_BASE_URL` points elsewhere (the server's root, or
 * `https://ollama.com` with `OLLAMA_API_KEY` for its cloud). Bare model names come from the
 * server's own listing.
 */
export const ollama: VendorEntry = {
  name: 'ollama',
  title: 'Ollama',
  adapter: 'ollama',
  variablePrefix: 'OLLAMA',
  baseUrl: 'http://127.0.0.1:11434',
  needsKey: false,
  detect: true,
  routes: [],
  models: OLLAMA_MODELS,
};
