export { AccessLogMiddleware } from './access-log.middleware.js';
export { createLog, createLogStream } from './log.js';
export { LOG } from './log.token.js';
export { ObservabilityModule } from './observability.module.js';
export type { ObservabilityModuleOptions } from './observability.module-definition.js';
export { PinoLoggerService } from './pino-logger.service.js';
export { RequestMetrics } from './request-metrics.js';
