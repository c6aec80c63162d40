import { GatewayError, type ChatRequest } from 'llm-gateway/contracts';
import { refuseGrammars } from './choose-tool-calls.js';
import { isSimulatorKey } from './simulator.options.js';

/** Refuses what would need a real model, and reports what a deterministic answer has no use for. */
export function refuseUnsupported(request: ChatRequest): void {
  if (request.logprobs)
    throw new GatewayError(
      'unsupported_parameter',
      "The simulator does not sample, so it has no probabilities; leave 'logprobs' out.",
      { param: 'logprobs' },
    );
  const { modalities } = request.openaiOptions;
  if (Array.isArray(modalities) && modalities.some((modality) => modality !== 'text'))
    throw new GatewayError(
      'unsupported_parameter',
      'The simulator answers in text only; leave \'modalities\' out or send ["text"].',
      { param: 'modalities' },
    );
  refuseGrammars(request.tools);
}

/** Fields inside messages and tools that make no difference to the answer. */
function messageFieldsOf({ messages, tools = [] }: ChatRequest): Record<string, unknown> {
  const parts = messages.flatMap((message): readonly object[] => message.parts);
  return {
    'messages[].name': messages.some((message) => 'name' in message) || undefined,
    'messages[].audio': messages.some((message) => 'audioId' in message) || undefined,
    'messages[].content[].prompt_cache_breakpoint':
      parts.some((part) => 'cache' in part) || undefined,
    'tools[].prompt_cache_breakpoint': tools.some((tool) => 'cache' in tool) || undefined,
  };
}

export function reportIgnored(request: ChatRequest, thinks: boolean, ignored: Set<string>): void {
  const metadata = Object.keys(request.metadata ?? {});
  const fields: Record<string, unknown> = {
    temperature: request.temperature,
    top_p: request.topP,
    frequency_penalty: request.frequencyPenalty,
    presence_penalty: request.presencePenalty,
    logit_bias: request.logitBias,
    reasoning_effort: thinks ? undefined : request.reasoningEffort,
    verbosity: request.verbosity,
    service_tier: request.serviceTier,
    user: request.user,
    metadata: metadata.every(isSimulatorKey) ? undefined : metadata,
    ...messageFieldsOf(request),
    ...request.openaiOptions,
    modalities: undefined,
    ...request.unknownFields,
  };
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null) ignored.add(name);
}
