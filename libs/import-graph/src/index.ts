export { buildImportGraph } from './build-import-graph.js';
export { ImportGraph } from './import-graph.js';
export { countLines } from './line-counter.js';
export { toExtension } from './source-language.js';
export type { SourceFile } from './source-file.js';
