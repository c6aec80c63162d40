import { OPENAI_ONLY_FIELDS } from './openai-only-fields.js';
import type { VendorEntry } from './vendor-entry.js';

/** LM Studio's local server. Switched on by `LM_STUDIO_BASE_URL`. */
export const lmStudio: VendorEntry = {
  name: 'lm-studio',
  title: 'LM Studio',
  adapter: 'openai-compatible',
  variablePrefix: 'LM_STUDIO',
  baseUrl: 'http://localhost:1234/v1',
  needsKey: false,
  routes: [],
  models: [],
  quirks: {
    doneSentinel: 'yes',
    supports: { jsonObject: false, imageUrl: false, audio: false, files: false },
    dropFields: OPENAI_ONLY_FIELDS,
  },
};
