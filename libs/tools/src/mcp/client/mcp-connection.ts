import { Logger } from '@nestjs/common';
import type { Tool as McpTool } from '@modelcontextprotocol/client';
import { EarliestTimer } from './earliest-timer.js';
import { McpSession, type McpHost } from './mcp-session.js';
import type { McpServerSettings } from './resolve-mcp-servers.js';
import { toMcpFailure } from './to-mcp-failure.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** How old a list may get when its server does not say. */
const LIST_AGE_MS = 300_000;
const SHORTEST_LIST_AGE_MS = 5_000;
const LONGEST_LIST_AGE_MS = 86_400_000;
/** Between trouble and the look whether the server is still there. */
const SETTLE_MS = 200;

/**
 * Keeps a server connected for as long as it is configured, with pauses that grow from 1 s to 30 s
 * while it is away. The tools that it had stay known meanwhile.
 */
export class McpConnection {
  readonly #logger = new Logger('Tools');
  readonly #closing = new AbortController();
  #session: McpSession | undefined;
  #connecting: Promise<McpSession> | undefined;
  readonly #timer = new EarliestTimer(() => void this.#refresh());
  #failures = 0;
  #troubles = 0;
  #troubleAt = Number.NEGATIVE_INFINITY;
  #isThere: boolean | undefined;
  #trouble: string | undefined = 'it is not connected yet';
  #isLegacy = false;
  #tools: readonly McpTool[] = [];

  constructor(
    readonly settings: McpServerSettings,
    private readonly host: McpHost,
    private readonly onTools: () => void,
  ) {}

  get tools(): readonly McpTool[] {
    return this.#tools;
  }

  /** Why the server is away; undefined while it is there. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Resolves after the first attempt, whatever became of it. */
  async start(): Promise<void> {
    await this.#connect().catch(() => undefined);
  }

  /** The session, begun now if there is none. Throws why the server is away. */
  async session(): Promise<McpSession> {
    return this.#session ?? (await this.#connect());
  }

  /** Gives up a session that the server no longer knows. */
  async giveUp(session: McpSession): Promise<void> {
    if (this.#session === session) await this.#drop();
  }

  /** Looks soon whether the server is still there, and what tools it has now. */
  check(): void {
    this.#timer.schedule(SETTLE_MS);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#timer.end();
    await this.#connecting?.catch(() => undefined);
    await this.#drop();
  }

  #connect(): Promise<McpSession> {
    this.#connecting ??= this.#open().finally(() => (this.#connecting = undefined));
    return this.#connecting;
  }

  async #open(): Promise<McpSession> {
    const session = new McpSession(this.settings, this.host, {
      onListChanged: () => this.check(),
      onTrouble: () => this.#onTrouble(),
      onClose: () => this.#onClose(session),
    });
    try {
      await session.connect(this.#closing.signal, this.#isLegacy);
      this.#isLegacy = session.isLegacy;
      await this.#take(session);
      this.#closing.signal.throwIfAborted();
    } catch (error) {
      await session.close();
      this.#onAway(error, session);
      throw error;
    }
    this.#session = session;
    this.#onThere(session);
    return session;
  }

  async #take(session: McpSession): Promise<void> {
    // First, so that no change falls between the two.
    await session.listen();
    const { tools, ttlMs } = await session.list();
    this.#plan(ttlMs);
    if (JSON.stringify(tools) === JSON.stringify(this.#tools)) return;
    this.#tools = tools;
    this.onTools();
  }

  async #refresh(): Promise<void> {
    const session = this.#session;
    if (!session) return void (await this.#connect().catch(() => undefined));
    try {
      await this.#take(session);
    } catch (error) {
      if (this.#session !== session) return;
      // A server that is busy with a long call must not lose it.
      if (toMcpFailure(error, this.settings.name).code === 'timeout') return this.#onTrouble();
      await this.#drop();
      this.#onAway(error, session);
    }
  }

  #plan(ttlMs: number | undefined): void {
    const ageMs = ttlMs === undefined || ttlMs <= 0 ? LIST_AGE_MS : ttlMs;
    this.#timer.schedule(Math.min(Math.max(ageMs, SHORTEST_LIST_AGE_MS), LONGEST_LIST_AGE_MS));
  }

  async #drop(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }

  /** A server that is in trouble all the time is not asked all the time. */
  #onTrouble(): void {
    const now = performance.now();
    this.#troubles = now - this.#troubleAt > LONGEST_PAUSE_MS * 2 ? 0 : this.#troubles + 1;
    this.#troubleAt = now;
    this.#timer.schedule(Math.min(SETTLE_MS * 2 ** this.#troubles, LONGEST_PAUSE_MS));
  }

  #onClose(session: McpSession): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    this.#onAway(new Error('it ended the connection'), session);
  }

  #onThere(session: McpSession): void {
    this.#failures = 0;
    this.#trouble = undefined;
    if (this.#isThere === true) return;
    this.#isThere = true;
    const { name } = this.settings;
    this.#logger.log(
      `MCP server '${name}' is there: protocol ${session.revision}, ${this.#tools.length} tools.`,
    );
  }

  #onAway(error: unknown, session: McpSession): void {
    if (this.#closing.signal.aborted) return;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#failures += 1;
    this.#timer.schedule(pauseMs);
    const { name } = this.settings;
    const { message } = toMcpFailure(error, name);
    this.#trouble = message;
    if (this.#isThere === false) return;
    this.#isThere = false;
    const said = session.lastWords === '' ? '' : ` It said: ${session.lastWords}`;
    this.#logger.warn(`MCP server '${name}' is away and tried again: ${message}${said}`);
  }
}
