import type { ModelEntry, ModelFacts, Provider } from 'llm-gateway/contracts';
import { compilePattern } from './match-pattern.js';

const compiled = new WeakMap<ModelEntry, RegExp>();

/** The first row of the provider's model table that matches; no facts when none does. */
export function findModelFacts(provider: Pick<Provider, 'models'>, model: string): ModelFacts {
  return provider.models.find((entry) => patternOf(entry).test(model)) ?? {};
}

function patternOf(entry: ModelEntry): RegExp {
  let pattern = compiled.get(entry);
  if (!pattern) {
    pattern = compilePattern(entry.match);
    compiled.set(entry, pattern);
  }
  return pattern;
}
