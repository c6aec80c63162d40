import { createHash } from 'node:crypto';
import type { RedisClient } from './connect-redis.js';

/** A Lua script, run by its digest; a server that does not know it yet gets the text. */
export class RedisScript {
  readonly #digest: string;

  constructor(readonly lua: string) {
    this.#digest = createHash('sha1').update(lua).digest('hex');
  }

  async run(
    client: RedisClient,
    keys: readonly string[],
    parameters: readonly (string | number)[],
  ): Promise<unknown> {
    const rest = [keys.length, ...keys, ...parameters];
    try {
      return await client.call('evalsha', [this.#digest, ...rest]);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return client.call('eval', [this.lua, ...rest]);
    }
  }
}
