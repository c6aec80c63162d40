import type { ChatCall, ModelFacts } from 'llm-gateway/contracts';
import { optionsOf, type OpenAiCompatibleOptions } from './openai-compatible.options.js';

/** What every step of encoding a request needs to know besides its own part of it. */
export interface EncodeContext {
  readonly options: OpenAiCompatibleOptions;
  readonly facts: ModelFacts;
  /** Where fields that are left out are reported, by their OpenAI wire name. */
  readonly ignored: Set<string>;
}

export function encodeContextOf(
  call: Pick<ChatCall, 'provider' | 'model' | 'scope'>,
): EncodeContext {
  return {
    options: optionsOf(call.provider),
    facts: call.model.facts,
    ignored: call.scope.ignoredParameters,
  };
}

/** True when the model is known to think. */
export function isReasoningModel(facts: ModelFacts): boolean {
  return facts.thinking !== undefined;
}

/** True when the model is known, and known not to think. */
export function isPlainModel(facts: ModelFacts): boolean {
  return facts.sampling === true && facts.thinking === undefined;
}
