import { Logger } from '@nestjs/common';
import { GatewayError } from 'llm-gateway/contracts';
import { connectRedis, type RedisClient } from './connect-redis.js';
import { isOutage } from './is-outage.js';
import { parseRedisUrl } from './parse-redis-url.js';
import { REDIS_DEADLINE_MS } from './redis-deadline.js';
import { warnOfEviction } from './warn-of-eviction.js';

/** Redis with a deadline on each call, which knows whether it is there and says so once per change. */
export class RedisConnection {
  /** Its hosts; no user and no password. */
  readonly name: string;
  readonly #logger = new Logger('Sessions');
  readonly #client: RedisClient;
  #state: 'new' | 'there' | 'away' | 'closed' = 'new';
  #lastError?: Error;
  #whenReady?: Promise<void>;
  #running = 0;
  #whenIdle?: () => void;

  /** @param url as `LLM_GATEWAY_REDIS_URL` has it */
  /** @param deadlineMs the longest that one call may take, in milliseconds */
  constructor(
    url: string,
    private readonly deadlineMs: number = REDIS_DEADLINE_MS,
  ) {
    const target = parseRedisUrl(url);
    this.name = target.hosts.map(({ host, port }) => `${host}:${port}`).join(', ');
    this.#client = connectRedis(target);
    // Without a listener an error of the connection would end the process.
    this.#client.on('error', (error: Error) => (this.#lastError = error));
    this.#client.on('ready', () => this.#becomeThere());
    this.#client.on('close', () => this.#becomeAway(this.#lastError ?? new Error('it hung up')));
  }

  /**
   * Runs the command within its deadline, the wait for a connection included. A command whose answer comes
   * later has taken effect all the same; `onLate` is told.
   */
  async call<Result>(
    command: (client: RedisClient) => Promise<Result>,
    onLate?: (result: Result) => void,
  ): Promise<Result> {
    const { promise: timeout, reject } = Promise.withResolvers<never>();
    let late = false;
    this.#running += 1;
    const timer = setTimeout(() => {
      late = true;
      reject(this.#lastError ?? new Error(`no answer within ${this.deadlineMs} ms`));
    }, this.deadlineMs);
    const answer = async (): Promise<Result> => {
      if (this.#client.status !== 'ready') await Promise.race([this.#ready(), timeout]);
      const result = await command(this.#client);
      if (late) onLate?.(result);
      return result;
    };
    try {
      const result = await Promise.race([answer(), timeout]);
      this.#becomeThere();
      return result;
    } catch (error) {
      if (!isOutage(error)) throw error;
      this.#becomeAway(error);
      throw new GatewayError(
        'session_store_unavailable',
        'The store of the sessions cannot be reached. Nothing was forgotten: try again soon.',
        { retryAfterMs: 1_000, cause: error },
      );
    } finally {
      clearTimeout(timer);
      this.#running -= 1;
      if (this.#running === 0) this.#whenIdle?.();
    }
  }

  /** Throws why it is away. */
  async ping(): Promise<void> {
    try {
      await this.call((client) => client.ping());
    } catch (error) {
      const { cause } = error as Error;
      throw new Error(inWords((cause ?? error) as Error), { cause: error });
    }
  }

  /** Calls that are under way end first: a turn that was not let go would hold its session. */
  async close(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    this.#state = 'closed';
    this.#client.disconnect();
  }

  /** One listener for all calls that wait. */
  #ready(): Promise<void> {
    this.#whenReady ??= new Promise((resolve) => {
      this.#client.once('ready', () => {
        this.#whenReady = undefined;
        resolve();
      });
    });
    return this.#whenReady;
  }

  #becomeThere(): void {
    if (this.#state === 'there' || this.#state === 'closed') return;
    const first = this.#state === 'new';
    this.#state = 'there';
    this.#lastError = undefined;
    this.#logger.log(`Redis at ${this.name} ${first ? 'keeps the sessions' : 'is there again'}.`);
    if (first) void warnOfEviction(this.#client, this.#logger);
  }

  #becomeAway(error: Error): void {
    if (this.#state === 'away' || this.#state === 'closed') return;
    this.#state = 'away';
    this.#logger.error(
      `Redis at ${this.name} cannot be reached (${inWords(error)}). ` +
        'Chats in a session or with an Idempotency-Key get 503 until it is back; others go on.',
    );
  }
}

function inWords(error: Error): string {
  // ioredis says so between the end of a socket and its `close` event.
  return error.message.includes('enableOfflineQueue') ? 'the connection broke' : error.message;
}
