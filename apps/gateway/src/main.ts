import 'reflect-metadata';
import { runService } from 'llm-gateway/bootstrap';
import { wantedWorkers } from './settings/wanted-workers.js';

// The process that only forks workers does without the modules of the gateway.
await runService(async () => (await import('./start-gateway.js')).startGateway(), wantedWorkers());
