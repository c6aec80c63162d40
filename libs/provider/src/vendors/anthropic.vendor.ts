import { ANTHROPIC_MODELS } from './anthropic.models.js';
import type { VendorEntry } from './vendor-entry.js';

/** Anthropic's own API. The base URL goes without `/v1`, as Anthropic's SDKs have it. */
export const anthropic: VendorEntry = {
  name: 'anthropic',
  title: 'Anthropic',
  adapter: 'anthropic',
  variablePrefix: 'ANTHROPIC',
  baseUrl: 'https://api.anthropic.com',
  needsKey: true,
  routes: ['claude-*'],
  models: ANTHROPIC_MODELS,
};
