import { OPENAI_ONLY_FIELDS } from './openai-only-fields.js';
import type { VendorEntry } from './vendor-entry.js';

/** Together AI: open models by their `organisation/model` names. */
export const together: VendorEntry = {
  name: 'together',
  title: 'Together AI',
  adapter: 'openai-compatible',
  variablePrefix: 'TOGETHER',
  baseUrl: 'https://api.together.xyz/v1',
  needsKey: true,
  routes: [],
  models: [],
  quirks: {
    doneSentinel: 'yes',
    supports: { audio: false, files: false },
    reasoning: { levels: ['low', 'medium', 'high'], responseField: 'reasoning' },
    dropFields: [...OPENAI_ONLY_FIELDS, 'service_tier'],
  },
};
