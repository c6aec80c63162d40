import { OPENAI_ONLY_FIELDS } from './openai-only-fields.js';
import type { VendorEntry } from './vendor-entry.js';

/**
 * Fireworks AI: open models by their `accounts/fireworks/models/...` names. It refuses fields that it
 * does not know, and counts a stream's tokens unasked.
 */
export const fireworks: VendorEntry = {
  name: 'fireworks',
  title: 'Fireworks AI',
  adapter: 'openai-compatible',
  variablePrefix: 'FIREWORKS',
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  needsKey: true,
  routes: [],
  models: [],
  quirks: {
    doneSentinel: 'yes',
    supports: { streamOptions: false, audio: false, files: false },
    reasoning: {
      levels: ['none', 'low', 'medium', 'high'],
      responseField: 'reasoning_content',
      replay: 'optional',
    },
    // Fireworks has predicted outputs.
    dropFields: [...OPENAI_ONLY_FIELDS.filter((name) => name !== 'prediction'), 'service_tier'],
  },
};
