import { OPENAI_MODELS } from './openai.models.js';
import type { VendorEntry } from './vendor-entry.js';

/**
 * Azure OpenAI (reference/protocols.md 4.8). `AZURE_OPENAI_BASE_URL` is
 * `https://{resource}.openai.azure.com/openai/v1`, and models are named by their deployment. For the
 * classic API: base URL `.../openai`, quirk `pathStyle: deployment`, query `api-version`.
 *
 * Not conformant: its first chunk has neither id nor choices, and chunks of its content filter lack a
 * delta, on which OpenAI's own SDK fails. So answers are normalised.
 */
export const azure: VendorEntry = {
  name: 'azure',
  title: 'Azure OpenAI',
  adapter: 'openai-compatible',
  variablePrefix: 'AZURE_OPENAI',
  needsKey: true,
  routes: [],
  // Only the customer knows which deployments there are.
  models: OPENAI_MODELS.map((entry) => ({ ...entry, listed: false })),
  quirks: {
    doneSentinel: 'yes',
    authStyle: 'api-key',
    maxTokensField: 'max_completion_tokens',
    developerRole: 'keep',
    supports: { customTools: true, allowedTools: true, refusals: true },
    reasoning: { responseField: 'none', notWithTools: ['gpt-5.6*'] },
  },
};
