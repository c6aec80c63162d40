export { HANDLER_PROPERTIES } from './handlers/handler-properties.js';
export { HttpHandlerSettings } from './handlers/http/http-handler-settings.schema.js';
export { ToolsFile } from './file/tools-file.schema.js';
export { describeFaults, parseArguments } from './parse-arguments.js';
export { HandlerRegistry } from './registry/handler-registry.js';
export { prepareTool } from './registry/prepare-tool.js';
export { ToolRegistry } from './registry/tool-registry.js';
export { ContributesTools, ToolSource } from './registry/tool-source.js';
export type { CallerFacts } from './run/resolve-injected.js';
export { ToolRunner, type ToolRun } from './run/tool-runner.js';
export type { ToolDefinition, ToolHandlerSettings } from './tool-definition.js';
export { ToolFailure, type ToolFailureCode } from './tool-failure.js';
export {
  ToolExecutorFactory,
  ToolHandler,
  type ToolArguments,
  type ToolCall,
  type ToolExecutor,
} from './tool-handler.js';
export type { ToolOutcome } from './tool-outcome.js';
export type { ArgumentFault, Tool } from './tool.js';
export { ToolsModule } from './tools.module.js';
export type { ToolsModuleOptions } from './tools.module-definition.js';
