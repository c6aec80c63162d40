import { ShutdownSignals } from 'llm-gateway/signals';

const signals = new ShutdownSignals();
const { runAgents } = await import('./run-agents.js');
await runAgents(signals);
