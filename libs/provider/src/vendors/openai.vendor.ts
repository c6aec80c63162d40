import { OPENAI_MODELS } from './openai.models.js';
import type { VendorEntry } from './vendor-entry.js';

/** OpenAI. Requests and answers in its own format pass through as bytes. */
export const openai: VendorEntry = {
  name: 'openai',
  title: 'OpenAI',
  adapter: 'openai-compatible',
  variablePrefix: 'OPENAI',
  baseUrl: 'https://api.openai.com/v1',
  needsKey: true,
  routes: ['gpt-*', 'o1*', 'o3*', 'o4*', 'chatgpt-*', 'text-embedding-*'],
  models: OPENAI_MODELS,
  quirks: {
    doneSentinel: 'yes',
    conformant: true,
    maxTokensField: 'max_completion_tokens',
    developerRole: 'keep',
    supports: { customTools: true, allowedTools: true, refusals: true },
    reasoning: { responseField: 'none', notWithTools: ['gpt-5.6*'] },
  },
};
