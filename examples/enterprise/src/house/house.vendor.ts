import type { VendorEntry } from 'llm-gateway/provider';

/** `HOUSE_BASE_URL` switches it on, and `HOUSE_API_KEY` is sent when it is set. */
export const HOUSE: VendorEntry = {
  name: 'house',
  title: 'House models',
  adapter: 'house',
  variablePrefix: 'HOUSE',
  needsKey: false,
  routes: ['clerk'],
  models: [{ match: 'clerk', listed: true }],
};
