import type { ChatRequest } from 'llm-gateway/contracts';

/** Top-level fields that are Anthropic's own; a client may send them beside OpenAI's. */
const PASSED_ON = ['cache_control', 'container', 'inference_geo', 'speed'];
/** Those that are translated elsewhere. */
const USED = new Set([...PASSED_ON, 'thinking', 'top_k']);
/** Service tiers that have a counterpart. */
const TIERS = new Set(['auto', 'default', 'priority', 'standard_only']);

/** Anthropic's own fields among the unknown ones of the request. */
export function nativeFieldsOf({ unknownFields }: ChatRequest): Record<string, unknown> {
  return Object.fromEntries(
    PASSED_ON.filter((name) => unknownFields[name] !== undefined).map((name) => [
      name,
      unknownFields[name],
    ]),
  );
}

/** Reports the request fields that Anthropic has no word for and that do not change the meaning. */
export function reportIgnored(request: ChatRequest, ignored: Set<string>): void {
  const { openaiOptions, serviceTier } = request;
  const fields: Record<string, unknown> = {
    ...openaiOptions,
    seed: request.seed,
    logit_bias: request.logitBias,
    frequency_penalty: request.frequencyPenalty || undefined,
    presence_penalty: request.presencePenalty || undefined,
    top_logprobs: request.topLogprobs,
    verbosity: request.verbosity,
    metadata: request.metadata,
    service_tier: serviceTier && !TIERS.has(serviceTier) ? serviceTier : undefined,
    // Anthropic stores nothing and answers in text, whatever is asked.
    store: openaiOptions['store'] || undefined,
    modalities: undefined,
  };
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null) ignored.add(name);
  for (const name of Object.keys(request.unknownFields)) if (!USED.has(name)) ignored.add(name);
}
