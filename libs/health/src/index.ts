export { HealthModule } from './health.module.js';
export type { HealthModuleOptions } from './health.module-definition.js';
export { ShutdownState } from './shutdown-state.js';
