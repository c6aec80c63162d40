import { GEMINI_MODELS } from './gemini.models.js';
import type { VendorEntry } from './vendor-entry.js';

/** Google's Gemini API (AI Studio keys); Vertex has other addresses and credentials. */
export const gemini: VendorEntry = {
  name: 'gemini',
  title: 'Google Gemini',
  adapter: 'gemini',
  variablePrefix: 'GEMINI',
  // The API version is the adapter's (quirk `apiVersion`).
  baseUrl: 'https://generativelanguage.googleapis.com',
  needsKey: true,
  routes: ['gemini-*', 'gemma-*'],
  models: GEMINI_MODELS,
  // Models think for minutes, and streams have no pings meanwhile.
  deadlines: { firstTokenMs: 300_000, idleMs: 180_000 },
};
