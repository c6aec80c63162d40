export {
  AnthropicPromptCache,
  inputCostOf,
  type AnthropicInputUsage,
} from './fake-upstreams/anthropic-prompt-cache.js';
export { fakeAnthropic, fakeAnthropicWith } from './fake-upstreams/fake-anthropic.js';
export { FakeUpstream } from './fake-upstreams/fake-upstream.js';
export { fakeGemini } from './fake-upstreams/fake-gemini.js';
export {
  DEFAULT_REPLY,
  type FakeReply,
  type FakeToolCall,
  type FakeUsage,
} from './fake-upstreams/fake-reply.js';
export { fakeOllama } from './fake-upstreams/fake-ollama.js';
export { fakeOpenAi } from './fake-upstreams/fake-openai.js';
export { fakeDeviatingOpenAi } from './fake-upstreams/fake-openai-deviating.js';
export type { OpenAiDeviations } from './fake-upstreams/fake-openai-deviations.js';
export type { FakeAnswer, FakeVendor, RecordedRequest } from './fake-upstreams/fake-vendor.js';
export type { Fault } from './fake-upstreams/fault.js';
export {
  chatCallFor,
  chatRequest,
  collect,
  userText,
  type ChatCallOptions,
} from './chat-call-for.js';
export { ADAPTER_ABILITIES, type AdapterAbility } from './conformance/adapter-ability.js';
export type { AdapterSubject } from './conformance/adapter-subject.js';
export { assertStreamOrder } from './conformance/assert-stream-order.js';
export type { ConformanceCase } from './conformance/conformance-case.js';
export { CONFORMANCE_CASES, conformanceCasesFor } from './conformance/conformance-cases.js';
export { ConformanceContext } from './conformance/conformance-context.js';
export { runConformanceCase } from './conformance/run-conformance-case.js';
export { eventually } from './eventually.js';
export { listeningPort } from './listening-port.js';
export { freePort } from './redis/free-port.js';
export { RedisCluster } from './redis/redis-cluster.js';
export { RedisSentinel } from './redis/redis-sentinel.js';
export { RedisServer, type RedisServerOptions } from './redis/redis-server.js';
export { settlesWithin } from './settles-within.js';
export { FakeToolService, type FakeToolAnswer } from './fake-tool-service.js';
export { AppProcess, type Surroundings } from './app-process.js';
export { FakeDnsServer, type FakeDnsAnswer } from './network/fake-dns-server.js';
export { FakePod } from './network/fake-pod.js';
export { NetworkNamespace } from './network/network-namespace.js';
