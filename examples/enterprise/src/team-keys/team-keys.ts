import { createHash } from 'node:crypto';
import { ConfigurationError } from 'llm-gateway/contracts';

/** Whose key is whose. Only hashes are kept, so that nothing can print or time a key. */
export class TeamKeys {
  readonly #teams = new Map<string, string>();

  /** Reads `team=key,team=key`. Throws a `ConfigurationError`. */
  constructor(text: string) {
    const fault = 'TEAM_KEYS must be set to team=key,team=key with a key for each team.';
    for (const entry of text.split(',')) {
      const [, team, key] = /^\s*([\w-]+)=(\S+)\s*$/.exec(entry) ?? [];
      if (team === undefined || key === undefined) throw new ConfigurationError([fault]);
      this.#teams.set(hashOf(key), team);
    }
  }

  /** Undefined when nobody has this key. */
  teamOf(key: string): string | undefined {
    return this.#teams.get(hashOf(key));
  }
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
