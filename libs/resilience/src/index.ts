export { DeadlinesLayer } from './deadlines.layer.js';
export { ResilienceModule } from './resilience.module.js';
export { RetryLayer } from './retry.layer.js';
