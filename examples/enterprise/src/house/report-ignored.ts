import type { ChatRequest } from 'llm-gateway/contracts';

/** Reports the fields that the house models overlook, by their names in OpenAI's format. */
export function reportIgnored(request: ChatRequest, ignored: Set<string>): void {
  const { messages, openaiOptions, unknownFields } = request;
  const parts = messages.flatMap((message): readonly object[] => message.parts);
  const { modalities: _text, ...options } = openaiOptions;
  const fields: Record<string, unknown> = {
    tool_choice: request.toolChoice,
    parallel_tool_calls: request.parallelToolCalls,
    top_p: request.topP,
    frequency_penalty: request.frequencyPenalty,
    presence_penalty: request.presencePenalty,
    seed: request.seed,
    top_logprobs: request.topLogprobs,
    logit_bias: request.logitBias,
    reasoning_effort: request.reasoningEffort,
    verbosity: request.verbosity,
    service_tier: request.serviceTier,
    user: request.user,
    metadata: request.metadata,
    'messages[].name': messages.some((message) => 'name' in message) || undefined,
    'messages[].content[].prompt_cache_breakpoint':
      parts.some((part) => 'cache' in part) || undefined,
    ...options,
    ...unknownFields,
  };
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null) ignored.add(name);
}
