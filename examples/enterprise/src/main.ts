import { ShutdownSignals } from 'llm-gateway/signals';

const signals = new ShutdownSignals();
const { runEnterprise } = await import('./run-enterprise.js');
await runEnterprise(signals);
