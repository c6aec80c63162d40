import {
  CallScope,
  DEFAULT_DEADLINES,
  Secret,
  type ChatCall,
  type ChatMessage,
  type ChatRequest,
  type Deadlines,
  type ModelFacts,
} from 'llm-gateway/contracts';

export interface ChatCallOptions {
  /** Base URL of the upstream. */
  readonly url: string;
  readonly adapter: string;
  readonly model?: string;
  readonly facts?: ModelFacts;
  readonly request?: Partial<ChatRequest>;
  readonly stream?: boolean;
  readonly quirks?: Readonly<Record<string, unknown>>;
  readonly deadlines?: Partial<Deadlines>;
  readonly apiKey?: string;
}

/** A call to hand to an adapter directly, without a gateway around it. */
export function chatCallFor(options: ChatCallOptions): ChatCall {
  return {
    request: chatRequest(options.request),
    provider: {
      name: options.adapter,
      adapter: options.adapter,
      baseUrl: options.url,
      apiKey: new Secret(options.apiKey ?? 'test-key'),
      configuredBy: 'test',
      headers: {},
      query: {},
      deadlines: { ...DEFAULT_DEADLINES, ...options.deadlines },
      maximumRetries: 0,
      models: [],
      quirks: options.quirks ?? {},
    },
    model: {
      requested: options.model ?? 'test-model',
      name: options.model ?? 'test-model',
      facts: options.facts ?? {},
    },
    stream: options.stream ?? false,
    includeUsage: true,
    scope: new CallScope(),
  };
}

/** A canonical request: one user message that says "Hi" unless told otherwise. */
export function chatRequest(request: Partial<ChatRequest> = {}): ChatRequest {
  return { messages: [userText('Hi')], openaiOptions: {}, unknownFields: {}, ...request };
}

export function userText(text: string): ChatMessage {
  return { role: 'user', parts: [{ type: 'text', text }] };
}

/** All items of an iteration. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
