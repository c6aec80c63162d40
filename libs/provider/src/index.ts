export { ProviderModule } from './provider.module.js';
export type { ProviderModuleOptions } from './provider.module-definition.js';
export { AdapterRegistry } from './registry/adapter-registry.js';
export { CallLayers } from './registry/call-layers.js';
export { ModelCatalog, type ServedModel } from './registry/model-catalog.js';
export { ProviderDirectory } from './registry/provider-directory.js';
export { ProviderGateway } from './registry/provider-gateway.js';
export type { RoutedModel } from './routing/model-router.js';
export type { ModelRoute, RouteTable, UnconfiguredProvider } from './routing/route-table.js';
export { unknownModel } from './routing/unknown-model.js';
export { ModelsFile } from './settings/models-file.schema.js';
export { ProvidersFile } from './settings/providers-file.schema.js';
export { resolveProviders, type ProviderSettings } from './settings/resolve-providers.js';
export { interrupted, startStream } from './upstream/start-stream.js';
export { mapUpstreamStatus, type VendorError } from './upstream/map-upstream-status.js';
export { invalidResponse, parseUpstreamJson, readBody } from './upstream/parse-upstream-json.js';
export { readJsonLines } from './upstream/read-json-lines.js';
export { readServerSentEvents } from './upstream/read-server-sent-events.js';
export { retryAfterOf } from './upstream/retry-after.js';
export {
  UpstreamClient,
  type MapUpstreamError,
  type UpstreamCall,
  type UpstreamRequest,
} from './upstream/upstream-client.js';
export {
  headerOf,
  type UpstreamErrorResponse,
  type UpstreamResponse,
} from './upstream/upstream-response.js';
export type { VendorEntry } from './vendors/vendor-entry.js';
export { SHIPPED_VENDORS } from './vendors/shipped-vendors.js';
