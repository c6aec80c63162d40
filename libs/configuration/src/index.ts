export { ConfigurationFiles } from './configuration-files.js';
export { ConfigurationModule } from './configuration.module.js';
export type { FileState, ReloadResult } from './file-state.js';
export { FilesSnapshot } from './files-snapshot.js';
export type { JsonFile, JsonFiles } from './json-file.js';
export type { PrepareContents, WatchedFiles } from './watched-files.js';
