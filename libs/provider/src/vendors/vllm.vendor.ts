import type { VendorEntry } from './vendor-entry.js';

/** A vLLM server. Switched on by `VLLM_BASE_URL`, or by `VLLM_API_KEY` at its usual local address. */
export const vllm: VendorEntry = {
  name: 'vllm',
  title: 'vLLM',
  adapter: 'openai-compatible',
  variablePrefix: 'VLLM',
  baseUrl: 'http://localhost:8000/v1',
  needsKey: false,
  routes: [],
  models: [],
  quirks: {
    doneSentinel: 'yes',
    reasoning: { responseField: 'reasoning', replay: 'optional' },
  },
};
