import { GatewayError, type ChatCall } from 'llm-gateway/contracts';
import { geminiOptionsOf } from './gemini.options.js';
import type { GeminiGenerationConfig } from './gemini.wire.js';
import { toResponseFormat } from './to-response-format.js';
import { toThinkingConfig } from './to-thinking-config.js';

/** Sampling, limits, output format and thinking; undefined when the client set none of them. */
export function toGenerationConfig(call: ChatCall): GeminiGenerationConfig | undefined {
  const { request } = call;
  const config = withoutUndefined<GeminiGenerationConfig>({
    ...toSampling(call),
    ...toPenalties(call),
    maxOutputTokens: request.maxOutputTokens,
    stopSequences: request.stop && request.stop.length > 0 ? request.stop : undefined,
    seed: request.seed,
    candidateCount: request.n !== undefined && request.n > 1 ? request.n : undefined,
    responseLogprobs: request.logprobs === true ? true : undefined,
    logprobs: request.logprobs === true && request.topLogprobs ? request.topLogprobs : undefined,
    ...toResponseFormat(call),
    responseModalities: toModalities(call),
    thinkingConfig: toThinkingConfig(call),
  });
  return Object.keys(config).length > 0 ? config : undefined;
}

function toSampling({ request, model, scope }: ChatCall): GeminiGenerationConfig {
  const sampling = { temperature: request.temperature, topP: request.topP };
  if (model.facts.sampling !== false) return withoutUndefined(sampling);
  if (request.temperature !== undefined) scope.ignoredParameters.add('temperature');
  if (request.topP !== undefined) scope.ignoredParameters.add('top_p');
  return {};
}

function toPenalties({ request, model, provider, scope }: ChatCall): GeminiGenerationConfig {
  const { frequencyPenalty, presencePenalty } = request;
  const refused =
    model.facts.sampling === false ||
    geminiOptionsOf(provider).modelsWithoutPenalties.some((name) => model.name.startsWith(name));
  if (!refused) return withoutUndefined({ frequencyPenalty, presencePenalty });
  // Many clients always send 0, which asks for nothing.
  if (frequencyPenalty) scope.ignoredParameters.add('frequency_penalty');
  if (presencePenalty) scope.ignoredParameters.add('presence_penalty');
  return {};
}

/** OpenAI's `modalities`. Text alone is the default; spoken answers have no canonical form. */
function toModalities({ request, provider }: ChatCall): readonly string[] | undefined {
  const modalities = request.openaiOptions['modalities'];
  if (!Array.isArray(modalities)) return undefined;
  if (modalities.includes('audio'))
    throw new GatewayError(
      'unsupported_parameter',
      `Provider '${provider.name}' gives no audio answers here. Leave 'audio' out of modalities.`,
      { param: 'modalities' },
    );
  if (modalities.every((modality) => modality === 'text')) return undefined;
  return modalities.map((modality) => String(modality).toUpperCase());
}

type Loose<Config> = { readonly [Key in keyof Config]: Config[Key] | undefined };

function withoutUndefined<Config>(config: Loose<Config>): Config {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== undefined),
  ) as Config;
}
