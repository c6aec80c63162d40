import { AsyncLocalStorage } from 'node:async_hooks';
import {
  StreamableHTTPClientTransport,
  isJSONRPCNotification,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type TransportSendOptions,
} from '@modelcontextprotocol/client';
import type { Fetch } from '../../egress/guarded-fetch.js';
import { limitBody } from '../../egress/limit-body.js';
import { ToolFailure } from '../../tool-failure.js';
import type { McpServerSettings } from './resolve-mcp-servers.js';
import { tooLargeAnswer } from './too-large-answer.js';

/** JSON-RPC's first code for faults that are the implementation's own. */
const STREAM_ENDED = -32_000;

/** A request whose answer is not complete yet. */
interface OpenRequest {
  readonly controller: AbortController;
  isStream?: boolean;
  isAnswered?: boolean;
  failure?: ToolFailure;
}

/**
 * Streamable HTTP, as the official client has it, with what a gateway needs besides: answers are
 * bounded, a request whose stream ends without an answer fails at once instead of at its deadline,
 * and a cancelled one is hung up in the legacy revisions too.
 */
export class McpHttpTransport extends StreamableHTTPClientTransport {
  readonly #open = new Map<JSONRPCRequest['id'], OpenRequest>();
  readonly #current: AsyncLocalStorage<OpenRequest>;

  constructor(
    url: string,
    headers: Readonly<Record<string, string>>,
    guardedFetch: Fetch,
    private readonly server: Pick<McpServerSettings, 'name' | 'maximumBytes'>,
  ) {
    const current = new AsyncLocalStorage<OpenRequest>();
    super(new URL(url), {
      requestInit: { headers },
      fetch: async (target, init) =>
        boundResponse(await guardedFetch(target, init), server, current.getStore()),
    });
    this.#current = current;
    this.#watchAnswers();
  }

  override async send(
    message: JSONRPCMessage | JSONRPCMessage[],
    options: TransportSendOptions = {},
  ): Promise<void> {
    if (!Array.isArray(message) && isJSONRPCRequest(message))
      return await this.#sendRequest(message, options);
    await super.send(message, sendable(options));
    if (!Array.isArray(message) && isJSONRPCNotification(message))
      this.#hangUp(message.params?.['requestId']);
  }

  async #sendRequest(request: JSONRPCRequest, options: TransportSendOptions): Promise<void> {
    const forget = () => this.#open.delete(request.id);
    const controller = new AbortController();
    const open: OpenRequest = { controller };
    this.#open.set(request.id, open);
    const signals = [controller.signal, ...(options.requestSignal ? [options.requestSignal] : [])];
    options.requestSignal?.addEventListener('abort', forget, { once: true });
    try {
      await this.#current.run(open, () =>
        super.send(request, {
          ...sendable(options),
          requestSignal: AbortSignal.any(signals),
          onRequestStreamEnd: () => {
            forget();
            options.onRequestStreamEnd?.();
            if (open.isAnswered !== true) this.#fail(request, open.failure);
          },
        }),
      );
      if (open.isStream !== true) forget();
    } catch (error) {
      forget();
      throw open.failure ?? error;
    }
  }

  /** The parent has one property for its listener; what passes through it is looked at here. */
  #watchAnswers(): void {
    let listener:
      ((...received: [message: JSONRPCMessage, ...more: unknown[]]) => void) | undefined;
    Object.defineProperty(this, 'onmessage', {
      get: () => {
        const current = listener;
        if (!current) return undefined;
        return (...received: Parameters<typeof current>) => {
          this.#note(received[0]);
          current(...received);
        };
      },
      set: (value: typeof listener) => {
        listener = value;
      },
    });
  }

  #note(message: JSONRPCMessage): void {
    if ('method' in message || message.id === undefined) return;
    const request = this.#open.get(message.id);
    if (request) request.isAnswered = true;
  }

  #fail({ id }: JSONRPCRequest, failure = this.#streamEnded()): void {
    const { message } = failure;
    this.onmessage?.({ jsonrpc: '2.0', id, error: { code: STREAM_ENDED, message, data: failure } });
  }

  #streamEnded(): ToolFailure {
    return new ToolFailure(
      'service_unreachable',
      `${this.server.name} hung up before its answer. Try again later, or answer without it.`,
    );
  }

  /** @param requestId what a notification of a cancellation names */
  #hangUp(requestId: unknown): void {
    const id = requestId as JSONRPCRequest['id'];
    this.#open.get(id)?.controller.abort();
    this.#open.delete(id);
  }
}

/** The options of the parent's `send`, which knows no absent values. */
function sendable(
  options: TransportSendOptions,
): Parameters<StreamableHTTPClientTransport['send']>[1] {
  const { resumptionToken, onresumptiontoken, requestSignal, headers } = options;
  return {
    ...(resumptionToken !== undefined && { resumptionToken }),
    ...(onresumptiontoken && { onresumptiontoken }),
    ...(requestSignal && { requestSignal }),
    ...(headers && { headers }),
  };
}

function boundResponse(
  response: Response,
  server: Pick<McpServerSettings, 'name' | 'maximumBytes'>,
  request: OpenRequest | undefined,
): Response {
  if (!response.body) return response;
  const isEventStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '');
  if (request) request.isStream = isEventStream;
  const tooLarge = () => {
    const failure = tooLargeAnswer(server);
    if (request) request.failure = failure;
    return failure;
  };
  const body = limitBody(response.body, server.maximumBytes, { isEventStream, tooLarge });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers: new Headers([...headers]) });
}
