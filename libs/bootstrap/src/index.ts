export { runService } from './run-service.js';
export { serveApiDocument, type ApiOutline } from './serve-api-document.js';
export { SettingsReader } from './settings-reader.js';
export { VERSION } from './version.js';
