import {
  Client,
  type McpSubscription,
  type Tool as McpTool,
  type Transport,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Fetch } from '../../egress/guarded-fetch.js';
import type { ToolFailure } from '../../tool-failure.js';
import { McpHttpTransport } from './mcp-http-transport.js';
import { openTransport } from './open-transport.js';
import type { McpServerSettings } from './resolve-mcp-servers.js';
import { tooLargeAnswer } from './too-large-answer.js';

const CONNECT_MS = 30_000;
/** A stdio server that is silent so long to a question of the current revision speaks a legacy one. */
const PROBE_MS = 10_000;
const LIST_MS = 30_000;
const LISTEN_MS = 3_000;
const FAREWELL_MS = 1_000;
const STDERR_CHARACTERS = 300;
/** What the SDK says when a message on stdio is larger than its buffer may get. */
const TOO_LARGE = /exceeded maximum size/;

export interface McpToolList {
  readonly tools: readonly McpTool[];
  /** How long the server wants the list to be used, in milliseconds, if it says so. */
  readonly ttlMs?: number;
}

export interface McpSessionEvents {
  /** The list of tools has changed. */
  readonly onListChanged: () => void;
  /** Something went wrong, and the server may be away. */
  readonly onTrouble: () => void;
  /** The session is over, and not by `close`. */
  readonly onClose: () => void;
}

/** What all connections have in common. */
export interface McpHost {
  /** Guarded. */
  readonly fetch: Fetch;
  /** Of the gateway, for the servers. */
  readonly version: string;
}

/** One connection to an MCP server, in the revision that was agreed on. */
export class McpSession {
  readonly client: Client;
  readonly #transport: Transport;
  #stderr = '';
  #isListening = false;
  #overflow: ToolFailure | undefined;

  constructor(
    private readonly server: McpServerSettings,
    { fetch, version }: McpHost,
    private readonly events: McpSessionEvents,
  ) {
    const transport = openTransport(server, fetch);
    this.#transport = transport;
    this.client = new Client(
      { name: 'llm-gateway', version },
      { versionNegotiation: { mode: 'auto', probe: this.#probe() }, inputRequired: MANUAL },
    );
    if (transport instanceof StdioClientTransport)
      transport.stderr?.on('data', (data: Buffer) => {
        this.#stderr = `${this.#stderr}${data.toString()}`.slice(-STDERR_CHARACTERS);
      });
  }

  /** `2026-07-28`, once connected. */
  get revision(): string {
    return this.client.getNegotiatedProtocolVersion() ?? 'unknown';
  }

  get isLegacy(): boolean {
    return this.client.getProtocolEra() === 'legacy';
  }

  /** The last that a stdio server wrote on its standard error. */
  get lastWords(): string {
    return this.#stderr.replace(/\s+/g, ' ').trim();
  }

  /** Why the connection was given up, if the server sent too large a message. */
  get overflow(): ToolFailure | undefined {
    return this.#overflow;
  }

  /** @param knownLegacy spares a stdio server a process that only finds out its revision */
  async connect(signal: AbortSignal, knownLegacy: boolean): Promise<void> {
    const onAbort = () => void this.#transport.close();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      signal.throwIfAborted();
      await this.client.connect(this.#transport, {
        timeout: CONNECT_MS,
        signal,
        ...(knownLegacy && this.#isStdio && { prior: { kind: 'legacy' } }),
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
    this.#hear(this.events.onClose, ({ message }) => {
      if (TOO_LARGE.test(message)) this.#overflow = tooLargeAnswer(this.server);
      this.events.onTrouble();
    });
    this.client.setNotificationHandler(
      'notifications/tools/list_changed',
      this.events.onListChanged,
    );
  }

  async list(): Promise<McpToolList> {
    const result = await this.client.listTools(undefined, {
      cacheMode: 'refresh',
      timeout: LIST_MS,
    });
    const ttlMs: unknown = result['ttlMs'];
    return { tools: result.tools, ...(typeof ttlMs === 'number' && { ttlMs }) };
  }

  /** Asks to be told of changes, where that has to be asked for. */
  async listen(): Promise<void> {
    const isOffered = this.client.getServerCapabilities()?.tools?.listChanged === true;
    if (this.isLegacy || !isOffered || this.#isListening) return;
    try {
      const subscription = await this.client.listen(
        { toolsListChanged: true },
        { timeout: LISTEN_MS },
      );
      this.#isListening = true;
      void this.#awaitEnd(subscription);
    } catch {
      // A server may have too many listeners. Its list is still read from time to time, which also
      // finds out whether it is there at all.
    }
  }

  /** For a stdio server: closes its input, then SIGTERM, then SIGKILL. */
  async close(): Promise<void> {
    this.#hear(undefined, undefined);
    if (this.#transport instanceof McpHttpTransport)
      await Promise.race([
        this.#transport.terminateSession().catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref()),
      ]);
    await this.client.close().catch(() => undefined);
    // A client that never got connected does not know of its transport.
    await this.#transport.close().catch(() => undefined);
  }

  async #awaitEnd(subscription: McpSubscription): Promise<void> {
    const by = await subscription.closed;
    this.#isListening = false;
    if (by !== 'local') this.events.onTrouble();
  }

  /** The client has one property for each of its events. */
  #hear(onclose?: () => void, onerror?: (error: Error) => void): void {
    Object.assign(this.client, { onclose, onerror });
  }

  get #isStdio(): boolean {
    return this.#transport instanceof StdioClientTransport;
  }

  #probe(): { readonly timeoutMs?: number } {
    return this.#isStdio ? { timeoutMs: PROBE_MS } : {};
  }
}

/** A server that asks for input of a person gets none: an answer nobody gave would be forged. */
const MANUAL = { autoFulfill: false };
