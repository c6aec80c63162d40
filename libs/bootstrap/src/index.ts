export { createService, type ServiceOutline } from './create-service.js';
export { listen } from './listen.js';
export { readSettings } from './read-settings.js';
export { rootController } from './root-controller.js';
export { runService } from './run-service.js';
export { serveApiDocument, type ApiOutline } from './serve-api-document.js';
export type { Setting } from './setting.js';
export { SettingsReader } from './settings-reader.js';
export { VERSION } from './version.js';
