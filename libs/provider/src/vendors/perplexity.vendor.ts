import { OPENAI_ONLY_FIELDS } from './openai-only-fields.js';
import { PERPLEXITY_MODELS } from './perplexity.models.js';
import type { VendorEntry } from './vendor-entry.js';

/**
 * Perplexity's Sonar models. They search and call no tools; usage comes with every chunk, `citations`
 * and `search_results` beside the answer, thinking as `<think>` in the text, and no [DONE] at the end.
 */
export const perplexity: VendorEntry = {
  name: 'perplexity',
  title: 'Perplexity',
  adapter: 'openai-compatible',
  variablePrefix: 'PERPLEXITY',
  baseUrl: 'https://api.perplexity.ai',
  needsKey: true,
  routes: ['sonar', 'sonar-*'],
  models: PERPLEXITY_MODELS,
  quirks: {
    seedField: 'none',
    userField: 'none',
    supports: {
      tools: false,
      jsonObject: false,
      n: false,
      logprobs: false,
      streamOptions: false,
      audio: false,
      files: false,
    },
    reasoning: { levels: ['minimal', 'low', 'medium', 'high'], responseField: 'think-tags' },
    reasoningTokens: 'separate',
    refuseFields: ['stop'],
    // `web_search_options` is Perplexity's own field as well.
    dropFields: [
      ...OPENAI_ONLY_FIELDS.filter((name) => name !== 'web_search_options'),
      'logit_bias',
      'service_tier',
    ],
  },
};
