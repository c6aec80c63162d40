import { Type, type Static } from 'typebox';
import { ChatCompletionMessage } from './chat-message.schema.js';
import {
  ChatCompletionTool,
  LegacyFunction,
  LegacyFunctionChoice,
  ToolChoiceOption,
} from './chat-tool.schema.js';
import {
  optionalBoolean,
  optionalEnum,
  optionalInteger,
  optionalNumber,
  optionalObject,
  optionalString,
} from './json-schema-types.js';
import { ResponseFormatOption } from './response-format.schema.js';

const MAXIMUM_MESSAGES = 100_000;
const MAXIMUM_TOOLS = 1_024;

/**
 * Body of `POST /v1/chat/completions`: every field of OpenAI's own schema (reference/protocols.md
 * 1.1) and the gateway's extensions. Unknown fields are let through, since agents send many.
 */
export const ChatCompletionRequest = Type.Object(
  {
    model: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 512,
        description:
          '`provider/model`, or a bare model name that a route knows. Required unless the session has a model.',
      }),
    ),
    messages: Type.Array(ChatCompletionMessage, { minItems: 1, maxItems: MAXIMUM_MESSAGES }),
    audio: optionalObject({ description: 'Voice and format, when `modalities` has `audio`.' }),
    frequency_penalty: optionalNumber({ description: 'From -2 to 2.', minimum: -2, maximum: 2 }),
    function_call: Type.Optional(LegacyFunctionChoice),
    functions: Type.Optional(
      Type.Unsafe<Static<typeof LegacyFunction>[] | null>({
        type: ['array', 'null'],
        items: LegacyFunction,
        maxItems: MAXIMUM_TOOLS,
        deprecated: true,
        description: 'Use `tools`.',
      }),
    ),
    logit_bias: Type.Optional(
      Type.Unsafe<Record<string, number> | null>({
        type: ['object', 'null'],
        additionalProperties: { type: 'number', minimum: -100, maximum: 100 },
        maxProperties: 4_096,
        description: 'Token id to bias, from -100 to 100.',
      }),
    ),
    logprobs: optionalBoolean({ description: 'Return the log probabilities of the tokens.' }),
    max_completion_tokens: optionalInteger({
      description: 'Most tokens of the answer, thinking included.',
      minimum: 1,
    }),
    max_tokens: optionalInteger({
      description: 'Older name of `max_completion_tokens`, which wins.',
      deprecated: true,
      minimum: 1,
    }),
    metadata: Type.Optional(
      Type.Unsafe<Record<string, string> | null>({
        type: ['object', 'null'],
        additionalProperties: { type: 'string', maxLength: 512 },
        propertyNames: { maxLength: 64 },
        maxProperties: 16,
        description: 'At most 16 pairs; keys of 64, values of 512 characters.',
      }),
    ),
    modalities: Type.Optional(
      Type.Unsafe<string[] | null>({
        type: ['array', 'null'],
        items: { type: 'string', enum: ['text', 'audio'] },
        maxItems: 8,
        description: 'Kinds of output; text when absent.',
      }),
    ),
    moderation: optionalObject({ description: "OpenAI's moderation of input and output." }),
    n: optionalInteger({ description: 'Number of answers.', minimum: 1, maximum: 128 }),
    parallel_tool_calls: optionalBoolean({ description: 'May one answer call several tools?' }),
    prediction: optionalObject({ description: 'Text that the answer will mostly repeat.' }),
    presence_penalty: optionalNumber({ description: 'From -2 to 2.', minimum: -2, maximum: 2 }),
    prompt_cache_key: optionalString({ description: 'Groups requests that share a prefix.' }),
    prompt_cache_options: optionalObject({ description: "OpenAI's cache mode and lifetime." }),
    prompt_cache_retention: optionalString({
      description: 'Use `prompt_cache_options.ttl`.',
      deprecated: true,
    }),
    reasoning_effort: optionalEnum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'], {
      description: 'How much the model thinks; the nearest level that it has is used.',
    }),
    response_format: Type.Optional(ResponseFormatOption),
    safety_identifier: optionalString({
      description: 'Stable, anonymous id of the end user.',
      maxLength: 128,
    }),
    seed: optionalInteger({ description: 'Same seed, similar answer.', deprecated: true }),
    service_tier: optionalString({
      description: '`auto`, `default`, `flex`, `scale`, `priority`, `fast`.',
    }),
    session_id: optionalString({
      description: 'Gateway extension: the conversation that this request continues.',
      maxLength: 256,
    }),
    stop: Type.Optional(
      Type.Unsafe<string | string[] | null>({
        type: ['string', 'array', 'null'],
        items: { type: 'string' },
        maxItems: 64,
        description: 'Text that ends the answer; OpenAI takes four at most.',
      }),
    ),
    store: optionalBoolean({ description: 'Let OpenAI keep the answer.' }),
    stream: optionalBoolean({ description: 'Answer as server-sent events.' }),
    stream_options: Type.Optional(
      Type.Unsafe<{
        include_usage?: boolean | null;
        include_obfuscation?: boolean | null;
        include_tool_events?: boolean | null;
      } | null>({
        type: ['object', 'null'],
        properties: {
          include_usage: { type: ['boolean', 'null'], description: 'End with a usage chunk.' },
          include_obfuscation: { type: ['boolean', 'null'] },
          include_tool_events: {
            type: ['boolean', 'null'],
            description:
              'Gateway extension: tell in `gateway.tool_call` when a tool that the gateway runs begins and ends.',
          },
        },
        description: 'Only with `stream`.',
      }),
    ),
    temperature: optionalNumber({ description: 'From 0 to 2.', minimum: 0, maximum: 2 }),
    include_tool_results: optionalBoolean({
      description: 'Gateway extension: `gateway.tool_rounds` of the answer has the results.',
    }),
    max_tool_rounds: Type.Optional(
      Type.Unsafe<number | null>({
        type: ['integer', 'null'],
        minimum: 1,
        maximum: 50,
        description: 'Gateway extension: how often the model may call tools; 8 by default.',
      }),
    ),
    max_tool_tokens: Type.Optional(
      Type.Unsafe<number | null>({
        type: ['integer', 'null'],
        minimum: 1,
        description: 'Gateway extension: tokens after which no further round of tools begins.',
      }),
    ),
    tool_choice: Type.Optional(ToolChoiceOption),
    tool_execution: Type.Optional(
      Type.Unsafe<'client' | 'gateway' | null>({
        type: ['string', 'null'],
        enum: ['client', 'gateway', null],
        description:
          'Gateway extension: who runs the tools that the model calls. `gateway` runs those of `GET /v1/tools`, and hands calls of others to the client.',
      }),
    ),
    tools: Type.Optional(
      Type.Unsafe<Static<typeof ChatCompletionTool>[] | null>({
        type: ['array', 'null'],
        items: ChatCompletionTool,
        maxItems: MAXIMUM_TOOLS,
        description: 'What the model may call.',
      }),
    ),
    top_logprobs: optionalInteger({
      description: 'Alternatives for each token; needs `logprobs`.',
      minimum: 0,
      maximum: 20,
    }),
    top_p: optionalNumber({ description: 'From 0 to 1.', minimum: 0, maximum: 1 }),
    user: optionalString({ description: 'Use `safety_identifier`.', deprecated: true }),
    verbosity: optionalEnum(['low', 'medium', 'high'], { description: 'Length of the answer.' }),
    web_search_options: optionalObject({ description: "OpenAI's web search." }),
  },
  { additionalProperties: true },
);

export type ChatCompletionRequest = Static<typeof ChatCompletionRequest>;
