export type {
  AssistantMessage,
  AssistantPart,
  AudioPart,
  CacheMarker,
  ChatMessage,
  FileIdSource,
  FilePart,
  ImagePart,
  InlineSource,
  ProviderMetadata,
  ReasoningPart,
  RefusalPart,
  SystemMessage,
  TextPart,
  ToolCallPart,
  ToolMessage,
  UrlSource,
  UserMessage,
  UserPart,
} from './chat/chat-message.js';
export type { ChatRequest, ReasoningEffort, ResponseFormat } from './chat/chat-request.js';
export type { ChatChoice, ChatResponse, FinishReason } from './chat/chat-response.js';
export { ResponseCollector, collectResponse } from './chat/response-collector.js';
export { streamResponse } from './chat/stream-response.js';
export type {
  ChatTool,
  CustomTool,
  FunctionTool,
  JsonSchema,
  ToolChoice,
} from './chat/chat-tool.js';
export type {
  ChoiceEnd,
  ExtensionDelta,
  ReasoningDelta,
  ReasoningEnd,
  RefusalDelta,
  ResponseEnd,
  ResponseStart,
  StreamPart,
  TextDelta,
  ToolCallDelta,
  ToolCallEnd,
  ToolCallStart,
} from './chat/stream-part.js';
export type { Usage } from './chat/usage.js';
export { checkBaseUrl } from './configuration/check-base-url.js';
export { ConfigurationError } from './configuration/configuration-error.js';
export { ConfigurationFault } from './configuration/configuration-fault.js';
export { variableOf, type Environment } from './configuration/environment.js';
export { expandVariables } from './configuration/expand-variables.js';
export { discoverByName, type Discovered } from './discovery/discover-by-name.js';
export type { EmbeddingsRequest, EmbeddingsResponse } from './embeddings/embeddings.js';
export { ERROR_CODES, type ErrorCode, type ErrorCodeEntry } from './errors/error-codes.js';
export {
  GatewayError,
  toGatewayError,
  type ErrorBody,
  type GatewayErrorDetails,
} from './errors/gateway-error.js';
export {
  HealthSection,
  type HealthReporter,
  type HealthSectionOptions,
} from './health/health-section.js';
export { ReadinessChecks, type CheckState } from './health/readiness-checks.js';
export { Probe, type ProbeSource, type ReadinessProbe } from './health/readiness-probe.js';
export { sessionStoreNotConfigured } from './errors/session-store-not-configured.js';
export { invalidField } from './errors/invalid-field.js';
export { CallLayer, ProviderCallLayer, type LayeredCall } from './providers/call-layer.js';
export { CallScope, type CallRecord } from './providers/call-scope.js';
export type {
  ChatAnswer,
  ForwardedResponse,
  ForwardedStream,
  TranslatedResponse,
  TranslatedStream,
} from './providers/chat-answer.js';
export type { ChatCall, InboundBody } from './providers/chat-call.js';
export { DEFAULT_DEADLINES, type Deadlines } from './providers/deadlines.js';
export type { EmbeddingsCall } from './providers/embeddings-call.js';
export type { ModelEntry, ModelFacts, ThinkingFacts } from './providers/model-facts.js';
export {
  Adapter,
  ProviderAdapter,
  checksQuirks,
  forwardsChat,
  listsModels,
  makesEmbeddings,
  type ChecksQuirks,
  type ForwardsChat,
  type ListsModels,
  type MakesEmbeddings,
} from './providers/provider-adapter.js';
export type { Provider } from './providers/provider.js';
export { Secret } from './providers/secret.js';
export type { UpstreamModel } from './providers/upstream-model.js';
export { ToolObserver, type FinishedToolCall } from './tools/tool-observer.js';
export { WorkerPeers, type PeerAnswers } from './workers/worker-peers.js';
export { SessionContexts } from './sessions/session-contexts.js';
export {
  requestContextOf,
  setRequestContext,
  type RequestContext,
} from './http/request-context.js';
