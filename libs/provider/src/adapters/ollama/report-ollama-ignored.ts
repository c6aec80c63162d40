import type { ChatRequest } from 'llm-gateway/contracts';

/** Top-level fields that are Ollama's own; a client may send them beside OpenAI's. */
const NATIVE_FIELDS = new Set(['keep_alive', 'think', 'truncate', 'shift', 'options']);

/** Reports the request fields that Ollama has no word for and that do not change the meaning. */
export function reportOllamaIgnored(request: ChatRequest, ignored: Set<string>): void {
  const fields: Record<string, unknown> = {
    logit_bias: request.logitBias,
    verbosity: request.verbosity,
    service_tier: request.serviceTier,
    user: request.user,
    metadata: request.metadata,
    parallel_tool_calls: request.parallelToolCalls === false ? false : undefined,
    ...request.openaiOptions,
  };
  // Text alone is what Ollama answers with anyway; anything else was refused before.
  delete fields['modalities'];
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null) ignored.add(name);
  for (const name of Object.keys(request.unknownFields))
    if (!NATIVE_FIELDS.has(name)) ignored.add(name);
}
