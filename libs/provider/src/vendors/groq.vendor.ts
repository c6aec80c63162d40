import { GROQ_MODELS } from './groq.models.js';
import { OPENAI_ONLY_FIELDS } from './openai-only-fields.js';
import type { VendorEntry } from './vendor-entry.js';

/** Groq (reference/protocols.md 4.5). Usage of a stream comes unasked, in `x_groq`. */
export const groq: VendorEntry = {
  name: 'groq',
  title: 'Groq',
  adapter: 'openai-compatible',
  variablePrefix: 'GROQ',
  baseUrl: 'https://api.groq.com/openai/v1',
  needsKey: true,
  routes: [],
  models: GROQ_MODELS,
  quirks: {
    doneSentinel: 'yes',
    maxTokensField: 'max_completion_tokens',
    supports: {
      logprobs: false,
      n: false,
      streamOptions: false,
      messageNames: false,
      audio: false,
      files: false,
    },
    reasoning: { levels: ['none', 'low', 'medium', 'high'], responseField: 'reasoning' },
    dropFields: [...OPENAI_ONLY_FIELDS, 'logit_bias'],
  },
};
