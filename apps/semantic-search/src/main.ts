import { ShutdownSignals } from 'llm-gateway/signals';

const signals = new ShutdownSignals();
const { runSearch } = await import('./run-search.js');
await runSearch(signals);
