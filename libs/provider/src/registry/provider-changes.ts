import { isDeepStrictEqual } from 'node:util';
import type { Provider } from 'llm-gateway/contracts';
import type { ProviderModuleOptions } from '../provider.module-definition.js';

/** Are these the same in all that a call depends on? */
export function isSameProvider(one: Provider, other: Provider): boolean {
  return isDeepStrictEqual(withPlainKey(one), withPlainKey(other));
}

/** Does the same list of models come from both? Deadlines and facts about models do not matter. */
export function isSameUpstream(one: Provider, other: Provider): boolean {
  return isDeepStrictEqual(upstreamOf(one), upstreamOf(other));
}

/**
 * What differs, for the log: names, never keys or addresses. Empty when nothing does. Local providers
 * that are only looked for are left out until they are found.
 */
export function describeChanges(
  before: ProviderModuleOptions,
  after: ProviderModuleOptions,
): readonly string[] {
  const providers = compare(byName(before.providers), byName(after.providers), isSameProvider);
  const aliases = compare(
    new Map(Object.entries(before.aliases)),
    new Map(Object.entries(after.aliases)),
    Object.is,
  );
  return [
    ...providers.map((change) => `Providers ${change}`),
    ...aliases.map((change) => `Aliases ${change}`),
    ...(isDeepStrictEqual(before.routes, after.routes) ? [] : ['Routes changed']),
  ];
}

function compare<Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
  isSame: (one: Value, other: Value) => boolean,
): string[] {
  const hasChanged = ([name, value]: [string, Value]) => {
    const former = before.get(name);
    return former !== undefined && !isSame(former, value);
  };
  const names = {
    added: [...after.keys()].filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: [...after].filter(hasChanged).map(([name]) => name),
  };
  return Object.entries(names)
    .filter(([, list]) => list.length > 0)
    .map(([change, list]) => `${change}: ${list.join(', ')}`);
}

function byName(providers: readonly Provider[]): ReadonlyMap<string, Provider> {
  return new Map(providers.map((provider) => [provider.name, provider]));
}

/** A `Secret` keeps its value from being compared. */
function withPlainKey({ apiKey, ...provider }: Provider): object {
  return { ...provider, key: apiKey?.reveal() };
}

function upstreamOf({ adapter, baseUrl, apiKey, headers, query, quirks }: Provider): object {
  return { adapter, baseUrl, headers, query, quirks, key: apiKey?.reveal() };
}
