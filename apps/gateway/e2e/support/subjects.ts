import {
  fakeAnthropic,
  fakeDeviatingOpenAi,
  fakeGemini,
  fakeOllama,
  fakeOpenAi,
  type FakeVendor,
} from 'llm-gateway/testing';

/** One provider of the gateway under test, and the fake vendor behind it. */
export interface Subject {
  /** Provider name. */
  readonly name: string;
  readonly vendor: FakeVendor;
  /** Prefix of its two environment variables; absent for a provider that `providers.json` adds. */
  readonly variablePrefix?: string;
  /** Stands between the fake's address and the paths. */
  readonly basePath: string;
  /** Quirks of a provider that no vendor entry knows. */
  readonly quirks?: Readonly<Record<string, unknown>>;
  /** As a client names it. */
  readonly model: string;
  readonly embeddingModel?: string;
  /** Frames of a stream up to the first piece of text, that one included. */
  readonly framesToText: number;
  /** Frames of a stream before anything that counts as an answer. */
  readonly silentFrames: number;
  /** How thinking comes back: not at all, as text, or with a signature that must be replayed. */
  readonly reasoning: 'none' | 'text' | 'signed';
  /** The ids of tool calls are the vendor's own. */
  readonly keepsToolCallIds: boolean;
  /** The fake can put two tool calls into one answer. */
  readonly parallelTools: boolean;
  /** The vendor can be made to call a tool; the gateway refuses otherwise. */
  readonly forcesTools: boolean;
  /** The vendor has a word for an answer that its filter broke off. */
  readonly filtersContent: boolean;
}

const OPENAI_FAMILY = {
  basePath: '/v1',
  framesToText: 2,
  silentFrames: 0,
  keepsToolCallIds: true,
  parallelTools: true,
  forcesTools: true,
  filtersContent: true,
} as const;

/** Every adapter against its fake vendor; the OpenAI-compatible one with the deviations that break clients. */
export const SUBJECTS: readonly Subject[] = [
  {
    ...OPENAI_FAMILY,
    name: 'openai',
    vendor: fakeOpenAi,
    variablePrefix: 'OPENAI',
    model: 'openai/gpt-4o',
    embeddingModel: 'openai/text-embedding-3-small',
    reasoning: 'none',
  },
  {
    ...OPENAI_FAMILY,
    name: 'openrouter',
    vendor: fakeDeviatingOpenAi({
      roleOnEveryChunk: true,
      comments: true,
      blanksBeforeBody: true,
      reasoningField: 'reasoning_details',
      usageOn: 'finish-chunk',
      errorShape: 'numeric',
    }),
    variablePrefix: 'OPENROUTER',
    model: 'openrouter/anthropic/claude-sonnet-4.5',
    framesToText: 4,
    reasoning: 'signed',
  },
  {
    ...OPENAI_FAMILY,
    name: 'mistral',
    vendor: fakeDeviatingOpenAi({
      emptyNamesInDeltas: true,
      contentArrays: true,
      reasoningField: 'content-array',
      usageOn: 'finish-chunk',
      refusesStreamOptions: true,
      errorShape: 'flat',
    }),
    variablePrefix: 'MISTRAL',
    model: 'mistral/mistral-large-latest',
    reasoning: 'text',
  },
  {
    ...OPENAI_FAMILY,
    name: 'groq',
    vendor: fakeDeviatingOpenAi({
      wholeToolCalls: true,
      reasoningField: 'reasoning',
      usageOn: 'x_groq',
      errorEvent: true,
    }),
    variablePrefix: 'GROQ',
    model: 'groq/openai/gpt-oss-120b',
    reasoning: 'text',
  },
  {
    ...OPENAI_FAMILY,
    name: 'acme',
    vendor: fakeDeviatingOpenAi({
      authHeader: 'none',
      repeatToolNames: true,
      toolIndexFrom: 1,
      toolCallsFinishWithStop: true,
      crlf: true,
      usageOn: 'every-chunk',
      reasoningField: 'reasoning_content',
      emptyFirstChunk: true,
      filterChunkAfterFinish: true,
      noNullFinishReason: true,
    }),
    quirks: {},
    model: 'acme/large',
    framesToText: 3,
    silentFrames: 1,
    reasoning: 'text',
    parallelTools: false,
  },
  {
    name: 'anthropic',
    vendor: fakeAnthropic,
    variablePrefix: 'ANTHROPIC',
    basePath: '',
    model: 'anthropic/claude-sonnet-4-5',
    framesToText: 4,
    silentFrames: 3,
    reasoning: 'signed',
    keepsToolCallIds: true,
    parallelTools: true,
    forcesTools: true,
    filtersContent: true,
  },
  {
    name: 'gemini',
    vendor: fakeGemini,
    variablePrefix: 'GEMINI',
    basePath: '',
    model: 'gemini/gemini-3.8-flash',
    embeddingModel: 'gemini/gemini-embedding-001',
    framesToText: 1,
    silentFrames: 0,
    reasoning: 'signed',
    keepsToolCallIds: true,
    parallelTools: true,
    forcesTools: true,
    filtersContent: true,
  },
  {
    name: 'ollama',
    vendor: fakeOllama,
    variablePrefix: 'OLLAMA',
    basePath: '',
    model: 'ollama/test-model',
    embeddingModel: 'ollama/test-embedding',
    framesToText: 1,
    silentFrames: 0,
    reasoning: 'text',
    keepsToolCallIds: false,
    parallelTools: true,
    forcesTools: false,
    filtersContent: false,
  },
];

export function subjectNamed(name: string): Subject {
  const subject = SUBJECTS.find((candidate) => candidate.name === name);
  if (!subject) throw new Error(`No subject is named '${name}'.`);
  return subject;
}
