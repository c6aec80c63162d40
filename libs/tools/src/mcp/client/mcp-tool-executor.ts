import { SdkHttpError } from '@modelcontextprotocol/client';
import type { ToolArguments, ToolCall, ToolExecutor } from '../../tool-handler.js';
import type { McpConnection } from './mcp-connection.js';
import type { McpSession } from './mcp-session.js';
import { readCallResult } from './read-call-result.js';
import { toMcpFailure } from './to-mcp-failure.js';

/** Longer than any call may take: deadlines are the runner's, and come by the signal. */
const NO_LIMIT_MS = 900_000;
/** How servers refuse a session that they do not know, or no longer. */
const UNKNOWN_SESSION: ReadonlySet<number | undefined> = new Set([400, 404]);

/** A tool of an MCP server. */
export class McpToolExecutor implements ToolExecutor {
  readonly service: string;

  /** @param tool its name as the server has it */
  constructor(
    private readonly connection: McpConnection,
    private readonly tool: string,
  ) {
    this.service = connection.settings.name;
  }

  async execute(given: ToolArguments, { signal }: ToolCall): Promise<unknown> {
    try {
      return await this.#call(given, signal);
    } catch (error) {
      // The runner knows why it gave up.
      if (signal.aborted) throw signal.reason;
      const failure = toMcpFailure(error, this.service);
      if (failure.isOutage) this.connection.check();
      throw failure;
    }
  }

  async #call(given: ToolArguments, signal: AbortSignal): Promise<unknown> {
    const session = await unlessAborted(this.connection.session(), signal);
    try {
      return await this.#callIn(session, given, signal);
    } catch (error) {
      if (!hasLostSession(session, error)) throw error;
      // A server that was started anew has not run what came in a session of its predecessor.
      await this.connection.giveUp(session);
      const fresh = await unlessAborted(this.connection.session(), signal);
      return await this.#callIn(fresh, given, signal);
    }
  }

  async #callIn(session: McpSession, given: ToolArguments, signal: AbortSignal): Promise<unknown> {
    try {
      const result = await session.client.callTool(
        { name: this.tool, arguments: { ...given } },
        { signal, timeout: NO_LIMIT_MS },
      );
      return readCallResult(this.tool, result);
    } catch (error) {
      throw session.overflow ?? error;
    }
  }
}

function hasLostSession({ client, isLegacy }: McpSession, error: unknown): boolean {
  return (
    isLegacy &&
    client.transport?.sessionId !== undefined &&
    error instanceof SdkHttpError &&
    UNKNOWN_SESSION.has(error.status)
  );
}

/** Connecting goes on without the caller who left. */
async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
