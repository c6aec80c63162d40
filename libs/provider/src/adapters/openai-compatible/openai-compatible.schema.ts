import { Type } from 'typebox';

const flag = (byDefault: boolean, description: string) =>
  Type.Boolean({ default: byDefault, description });

const oneOf = <const Values extends readonly string[]>(
  values: Values,
  byDefault: Values[number],
  description: string,
) => Type.Unsafe<Values[number]>({ enum: [...values], default: byDefault, description });

const names = (description: string) => Type.Array(Type.String(), { default: [], description });

const LEVELS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

const Supports = Type.Object(
  {
    tools: flag(true, 'Function tools. False: a request with tools is refused.'),
    toolChoice: flag(true, '`tool_choice`. False: forcing a tool is refused.'),
    namedToolChoice: flag(
      true,
      'Forcing one tool by name. False: only that tool is sent, and required.',
    ),
    allowedTools: flag(false, "OpenAI's `allowed_tools`. False: only the allowed tools are sent."),
    parallelToolCalls: flag(true, '`parallel_tool_calls`.'),
    strictTools: flag(true, '`strict` in a function tool.'),
    customTools: flag(false, 'Tools with free-text input. False: they are refused.'),
    jsonSchema: flag(true, '`response_format` with a JSON Schema. False: it is refused.'),
    jsonObject: flag(true, '`response_format` without a schema. False: it is refused.'),
    n: flag(true, 'Several answers at once. False: more than one is refused.'),
    logprobs: flag(true, 'Log probabilities. False: they are refused.'),
    streamOptions: flag(true, '`stream_options.include_usage`.'),
    imageUrl: flag(true, 'Images by http address. False: only images in the request itself.'),
    audio: flag(true, 'Audio in and out. False: it is refused.'),
    files: flag(true, 'File parts. False: they are refused.'),
    storeMetadata: flag(true, '`store` and `metadata`.'),
    promptCacheKey: flag(true, '`prompt_cache_key` and its relatives.'),
    messageNames: flag(true, '`name` in a message.'),
    refusals: flag(false, '`refusal` in an assistant message. False: it is sent as text.'),
    extraContent: flag(false, '`extra_content` in a tool call (Gemini thought signatures).'),
  },
  { default: {}, additionalProperties: false },
);

const Reasoning = Type.Object(
  {
    requestField: oneOf(
      ['reasoning_effort', 'reasoning', 'thinking', 'none'],
      'reasoning_effort',
      'How effort is asked for: `reasoning_effort`; `reasoning: {effort}` (OpenRouter); `thinking: {type}` with `reasoning_effort` (DeepSeek); not at all.',
    ),
    levels: Type.Unsafe<(typeof LEVELS)[number][]>({
      type: 'array',
      items: { enum: [...LEVELS] },
      default: [...LEVELS],
      description:
        "Efforts that the vendor knows, weakest first. A model's own list has precedence.",
    }),
    responseField: oneOf(
      [
        'reasoning_content',
        'reasoning',
        'reasoning_details',
        'content-array',
        'think-tags',
        'none',
      ],
      'reasoning_content',
      'Where the vendor takes thinking back on replay. The named fields are all read whatever stands here; `think-tags` also splits `<think>` off the text.',
    ),
    notWithTools: names(
      'Models (`*` stands for any characters) that refuse tools while they think: a translated request with tools switches thinking off.',
    ),
    replay: oneOf(
      ['required', 'optional', 'forbidden'],
      'forbidden',
      'Thinking in earlier assistant messages: on each of them (empty where there was none), where there was some, or never.',
    ),
  },
  { default: {}, additionalProperties: false },
);

/**
 * What distinguishes one OpenAI-compatible vendor from another: reference/protocols.md 4.3 to 4.10.
 * The defaults suit a vendor of which nothing is known. How errors are shaped and where usage stands
 * need no option: every recorded shape and place is read.
 */
export const OpenAiCompatibleSchema = Type.Object(
  {
    conformant: flag(
      false,
      "The vendor's bytes are exactly OpenAI's format: requests and answers are forwarded as they are. A stream must end with [DONE], each of its answers with a finish reason.",
    ),
    authStyle: oneOf(
      ['bearer', 'api-key', 'none'],
      'bearer',
      'How the key is sent: `Authorization: Bearer`, `api-key` (Azure), or not at all.',
    ),
    pathStyle: oneOf(
      ['model', 'deployment'],
      'model',
      'Whether the model stands in the body or also in the path (classic Azure).',
    ),
    maxTokensField: oneOf(
      ['max_tokens', 'max_completion_tokens'],
      'max_tokens',
      'The field that limits the answer.',
    ),
    developerRole: oneOf(
      ['keep', 'system'],
      'system',
      '`keep`: system messages to reasoning models have the role `developer`.',
    ),
    seedField: oneOf(['seed', 'random_seed', 'none'], 'seed', 'The field for the seed.'),
    userField: oneOf(['user', 'user_id', 'none'], 'user', 'The field for the end user.'),
    dimensionsField: oneOf(
      ['dimensions', 'output_dimension', 'none'],
      'dimensions',
      'The field for the length of an embedding.',
    ),
    toolChoiceRequired: oneOf(
      ['required', 'any', 'unsupported'],
      'required',
      'The word for "call some tool".',
    ),
    toolCallIds: oneOf(
      ['any', 'nine-alphanumerics'],
      'any',
      'Which ids of tool calls the vendor takes back; ids of other providers are made to fit.',
    ),
    markPrefill: flag(
      false,
      'An assistant message at the end, which the model is to continue, is marked `prefix: true`.',
    ),
    cacheMarkers: oneOf(
      ['none', 'cache_control', 'prompt_cache_breakpoint'],
      'none',
      'How explicit prompt-cache markers are written.',
    ),
    supports: Supports,
    reasoning: Reasoning,
    dropFields: names('Request fields that the vendor does not honour: left out and reported.'),
    refuseFields: names(
      'Request fields that the vendor does not honour and that change the meaning: refused.',
    ),
    stripUnknown: flag(
      false,
      'The vendor rejects fields that it does not know: only `knownFields` are sent.',
    ),
    knownFields: names('Request fields that the vendor knows, for `stripUnknown`.'),
    finishReasonMap: Type.Record(
      Type.String(),
      Type.Unsafe<'stop' | 'length' | 'tool_calls' | 'content_filter' | 'error'>({
        enum: ['stop', 'length', 'tool_calls', 'content_filter', 'error'],
      }),
      {
        default: {},
        description: "The vendor's own finish reasons; `error` fails the call.",
      },
    ),
    reasoningTokens: oneOf(
      ['included', 'separate'],
      'included',
      'Whether `completion_tokens` counts thinking.',
    ),
    badKeyStatus: Type.Optional(
      Type.Integer({ description: 'Status for a bad key where it is not 401 or 403 (xAI: 400).' }),
    ),
    doneSentinel: oneOf(
      ['yes', 'no'],
      'no',
      'Whether every stream of the vendor ends with `data: [DONE]`. `yes`: one without it was cut. `no`: a finish reason on every answer ends one as well.',
    ),
  },
  { additionalProperties: false },
);
