import { ShutdownSignals } from 'llm-gateway/signals';

const signals = new ShutdownSignals();
const { runGateway } = await import('./run-gateway.js');
await runGateway(signals);
