import { createHash } from 'node:crypto';
import { prefixOf } from './resolve-mcp-servers.js';

/** What every provider accepts. */
const MAXIMUM_CHARACTERS = 64;
const HASH_CHARACTERS = 8;

/**
 * Names for a server's tools, `<server>__<tool>`, by the server's own names. Depends on the names alone and not
 * on their order. A name that had to be changed, and would then be too long or taken, ends in a hash
 * of the original.
 */
export function nameMcpTools(
  server: string,
  tools: readonly string[],
): ReadonlyMap<string, string> {
  const plain = new Map(
    tools.map((tool) => [tool, `${prefixOf(server)}__${tool.replace(/[^a-zA-Z0-9_-]/g, '_')}`]),
  );
  const claims = Map.groupBy(plain.entries(), ([, name]) => name);
  return new Map(
    [...plain].map(([tool, name]) => {
      const isExact = name === `${prefixOf(server)}__${tool}`;
      const isContested = !isExact && claims.get(name)!.length > 1;
      const fits = name.length <= MAXIMUM_CHARACTERS;
      return [tool, fits && !isContested ? name : withHash(name, `${server}\0${tool}`)];
    }),
  );
}

function withHash(name: string, original: string): string {
  const hash = createHash('sha256').update(original).digest('hex').slice(0, HASH_CHARACTERS);
  return `${name.slice(0, MAXIMUM_CHARACTERS - HASH_CHARACTERS - 1)}_${hash}`;
}
