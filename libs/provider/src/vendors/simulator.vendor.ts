import { SIMULATOR_MODELS } from './simulator.models.js';
import type { VendorEntry } from './vendor-entry.js';

/** Built in and always there: answers by rule, without a network (docs/simulator.md). */
export const simulator: VendorEntry = {
  name: 'simulator',
  title: 'Simulator',
  adapter: 'simulator',
  variablePrefix: 'SIMULATOR',
  baseUrl: 'simulator:',
  needsKey: false,
  alwaysOn: true,
  routes: [],
  models: SIMULATOR_MODELS,
};
