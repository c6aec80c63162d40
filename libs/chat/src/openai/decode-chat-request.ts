import type { ChatRequest, ResponseFormat } from 'llm-gateway/contracts';
import { ChatCompletionRequest } from './chat-completion-request.schema.js';
import { decodeMessages } from './decode-messages.js';
import { decodeToolChoice, decodeTools } from './decode-tools.js';
import { findUnmappedFields } from './find-unmapped-fields.js';
import { GATEWAY_FIELDS } from './gateway-fields.js';

/** Fields that have a place of their own in the canonical request, or steer the gateway itself. */
const MAPPED: ReadonlySet<string> = new Set<keyof ChatCompletionRequest>([
  ...GATEWAY_FIELDS,
  'model',
  'messages',
  'frequency_penalty',
  'function_call',
  'functions',
  'logit_bias',
  'logprobs',
  'max_completion_tokens',
  'max_tokens',
  'metadata',
  'n',
  'parallel_tool_calls',
  'presence_penalty',
  'reasoning_effort',
  'response_format',
  'safety_identifier',
  'seed',
  'service_tier',
  'stop',
  'stream',
  'stream_options',
  'temperature',
  'tool_choice',
  'tools',
  'top_logprobs',
  'top_p',
  'user',
  'verbosity',
]);

const KNOWN: ReadonlySet<string> = new Set(Object.keys(ChatCompletionRequest.properties));

export interface DecodedChatRequest {
  readonly request: ChatRequest;
  /** Fields inside messages and tools that the canonical form cannot carry, to be reported. */
  readonly unmapped: readonly string[];
}

/**
 * Decodes OpenAI's chat format (reference/protocols.md 1.1) to the canonical request. Null and
 * absent are the same; deprecated forms become their successors.
 */
export function decodeChatRequest(body: ChatCompletionRequest): DecodedChatRequest {
  const tools = decodeTools(body);
  const toolChoice = decodeToolChoice(body);
  const request = withoutAbsent({
    messages: decodeMessages(body.messages),
    tools: tools.length > 0 ? tools : undefined,
    toolChoice,
    parallelToolCalls: body.parallel_tool_calls,
    responseFormat: decodeResponseFormat(body),
    maxOutputTokens: body.max_completion_tokens ?? body.max_tokens,
    temperature: body.temperature,
    topP: body.top_p,
    frequencyPenalty: body.frequency_penalty,
    presencePenalty: body.presence_penalty,
    seed: body.seed,
    stop: typeof body.stop === 'string' ? [body.stop] : body.stop,
    n: body.n,
    logprobs: body.logprobs,
    topLogprobs: body.top_logprobs,
    logitBias: body.logit_bias,
    reasoningEffort: body.reasoning_effort,
    verbosity: body.verbosity,
    serviceTier: body.service_tier,
    user: body.safety_identifier ?? body.user,
    metadata: body.metadata,
    ...splitOtherFields(body),
  }) as ChatRequest;
  return { request, unmapped: findUnmappedFields(body) };
}

function decodeResponseFormat({
  response_format: format,
}: ChatCompletionRequest): ResponseFormat | undefined {
  switch (format?.type) {
    case undefined:
      return undefined;
    case 'text':
      return { type: 'text' };
    case 'json_object':
      return { type: 'json-object' };
    case 'json_schema': {
      const { name, description, schema, strict } = format.json_schema;
      return withoutAbsent({
        type: 'json-schema' as const,
        name,
        description,
        schema: schema ?? {},
        strict,
      }) as ResponseFormat;
    }
  }
}

function splitOtherFields(body: ChatCompletionRequest) {
  const others = Object.entries(body).filter(
    ([name, value]) => !MAPPED.has(name) && value !== null && value !== undefined,
  );
  return {
    openaiOptions: Object.fromEntries(others.filter(([name]) => KNOWN.has(name))),
    unknownFields: Object.fromEntries(others.filter(([name]) => !KNOWN.has(name))),
  };
}

/** Null and undefined both mean "not asked for". */
function withoutAbsent<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as Partial<Fields>;
}
