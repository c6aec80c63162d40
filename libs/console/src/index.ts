export { ConsoleModule } from './console.module.js';
export type { ConsoleModuleOptions } from './console.module-definition.js';
