import {
  collectResponse,
  type ChatCall,
  type ChatRequest,
  type ChatResponse,
  type ProviderAdapter,
  type StreamPart,
} from 'llm-gateway/contracts';
import { startStream } from 'llm-gateway/provider';
import { chatCallFor, collect, type ChatCallOptions } from '../chat-call-for.js';
import type { FakeReply } from '../fake-upstreams/fake-reply.js';
import type { FakeUpstream } from '../fake-upstreams/fake-upstream.js';
import type { FakeAnswer } from '../fake-upstreams/fake-vendor.js';
import type { AdapterAbility } from './adapter-ability.js';
import { abilitiesOf, type AdapterSubject } from './adapter-subject.js';
import { assertStreamOrder } from './assert-stream-order.js';

/** Looks like a key, and occurs nowhere else. */
export const CONFORMANCE_KEY = 'sk-conformance-7d1f0c3b9a';

export type CallChanges = Partial<Pick<ChatCallOptions, 'deadlines'>>;

/** One adapter, its fake vendor, and short ways to call it. */
export class ConformanceContext {
  readonly #abilities: ReadonlySet<AdapterAbility>;
  /** Applied to each answer of the fake vendor before it goes on the wire. */
  alter: (answer: FakeAnswer) => FakeAnswer = (answer) => answer;

  constructor(
    readonly subject: AdapterSubject,
    readonly adapter: ProviderAdapter,
    private readonly server: FakeUpstream | undefined,
  ) {
    this.#abilities = abilitiesOf(subject);
  }

  has(ability: AdapterAbility): boolean {
    return this.#abilities.has(ability);
  }

  /** Throws for an adapter without a network; a case that uses it needs `http`. */
  get upstream(): FakeUpstream {
    if (!this.server) throw new Error(`${this.subject.name} has no fake vendor.`);
    return this.server;
  }

  /** What the vendor says next; an adapter without a network says what it will. */
  script(...replies: FakeReply[]): this {
    this.server?.replyWith(...replies);
    return this;
  }

  call(request: Partial<ChatRequest>, stream: boolean, changes: CallChanges = {}): ChatCall {
    const { subject, server } = this;
    return chatCallFor({
      url: `${server?.url ?? 'http://nowhere.invalid'}${subject.basePath ?? ''}`,
      adapter: subject.name,
      model: subject.model,
      apiKey: CONFORMANCE_KEY,
      request,
      stream,
      ...(subject.facts && { facts: subject.facts }),
      ...(subject.quirks && { quirks: subject.quirks }),
      ...changes,
    });
  }

  /** Starts a stream as the gateway does: resolves with its first good part. */
  open(call: ChatCall): Promise<AsyncIterable<StreamPart>> {
    return startStream(this.adapter.stream(call), call);
  }

  complete(request: Partial<ChatRequest> = {}): Promise<ChatResponse> {
    return this.adapter.complete(this.call(request, false));
  }

  /** All parts of a stream, whose order is checked on the way. */
  async stream(request: Partial<ChatRequest> = {}): Promise<StreamPart[]> {
    const parts = await collect(await this.open(this.call(request, true)));
    assertStreamOrder(parts);
    return parts;
  }

  /** The same request and reply twice: whole, and streamed and put together. */
  async both(
    request: Partial<ChatRequest> = {},
    ...replies: FakeReply[]
  ): Promise<readonly [ChatResponse, ChatResponse]> {
    const whole = await this.script(...replies).complete(request);
    const streamed = collectResponse(await this.script(...replies).stream(request));
    return [whole, streamed];
  }
}
