import { DEEPSEEK_MODELS } from './deepseek.models.js';
import { OPENAI_ONLY_FIELDS } from './openai-only-fields.js';
import type { VendorEntry } from './vendor-entry.js';

/** DeepSeek (reference/protocols.md 4.4). Strict tools need the base URL `https://api.deepseek.com/beta`. */
export const deepseek: VendorEntry = {
  name: 'deepseek',
  title: 'DeepSeek',
  adapter: 'openai-compatible',
  variablePrefix: 'DEEPSEEK',
  baseUrl: 'https://api.deepseek.com',
  needsKey: true,
  routes: ['deepseek-*'],
  models: DEEPSEEK_MODELS,
  quirks: {
    doneSentinel: 'yes',
    seedField: 'none',
    userField: 'user_id',
    supports: {
      jsonSchema: false,
      strictTools: false,
      parallelToolCalls: false,
      n: false,
      audio: false,
      files: false,
    },
    reasoning: {
      requestField: 'thinking',
      levels: ['low', 'medium', 'high', 'xhigh', 'max'],
      responseField: 'reasoning_content',
      replay: 'required',
    },
    dropFields: [...OPENAI_ONLY_FIELDS, 'logit_bias', 'service_tier'],
  },
};
