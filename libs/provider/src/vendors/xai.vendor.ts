import { OPENAI_ONLY_FIELDS } from './openai-only-fields.js';
import type { VendorEntry } from './vendor-entry.js';
import { XAI_MODELS } from './xai.models.js';

/** xAI's chat completions (reference/protocols.md 4.6). A bad key is status 400 there. */
export const xai: VendorEntry = {
  name: 'xai',
  title: 'xAI',
  adapter: 'openai-compatible',
  variablePrefix: 'XAI',
  baseUrl: 'https://api.x.ai/v1',
  needsKey: true,
  routes: ['grok-*'],
  models: XAI_MODELS,
  quirks: {
    doneSentinel: 'yes',
    maxTokensField: 'max_completion_tokens',
    badKeyStatus: 400,
    supports: { audio: false, files: false },
    reasoning: {
      levels: ['none', 'low', 'medium', 'high', 'xhigh'],
      responseField: 'reasoning_content',
    },
    dropFields: [...OPENAI_ONLY_FIELDS, 'logit_bias', 'service_tier'],
  },
};
