import { Type, type Static } from 'typebox';

const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
const Effort = Type.Unsafe<(typeof EFFORTS)[number]>({ type: 'string', enum: [...EFFORTS] });

const ThinkingFacts = Type.Object(
  {
    kinds: Type.Array(
      Type.Unsafe<'adaptive' | 'budget' | 'level' | 'toggle' | 'effort'>({
        type: 'string',
        enum: ['adaptive', 'budget', 'level', 'toggle', 'effort'],
      }),
    ),
    efforts: Type.Optional(Type.Array(Effort, { description: 'Levels it knows, weakest first.' })),
    off: Type.Unsafe<'disabled' | 'between-tools' | 'lowest-effort'>({
      type: 'string',
      enum: ['disabled', 'between-tools', 'lowest-effort'],
      description: 'What "do not think" becomes.',
    }),
    offMaximumEffort: Type.Optional(Effort),
    maximumBudget: Type.Optional(Type.Integer({ minimum: 0, description: 'Tokens.' })),
    minimumBudget: Type.Optional(Type.Integer({ minimum: 0, description: 'Tokens.' })),
    onByDefault: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, description: 'How the model is told to think.' },
);

const fact = (description: string) => Type.Optional(Type.Boolean({ description }));

/** A row of a model table in a configuration file; see `ModelFacts` for what each fact does. */
export const ModelEntryConfig = Type.Object(
  {
    match: Type.String({
      minLength: 1,
      description: 'Upstream model name; `*` stands for any characters.',
    }),
    listed: fact('List it in GET /v1/models.'),
    contextWindow: Type.Optional(Type.Integer({ minimum: 1, description: 'Tokens.' })),
    maximumOutput: Type.Optional(Type.Integer({ minimum: 1, description: 'Tokens.' })),
    sampling: fact('False: the provider refuses temperature and top_p.'),
    thinking: Type.Optional(ThinkingFacts),
    forcedTools: fact('False: the model may not be forced to call a tool.'),
    structuredOutput: fact('False: no native JSON-schema output.'),
    systemMidConversation: fact('True: system messages may stand in mid-conversation.'),
    prefill: fact('True: a trailing assistant message is continued.'),
    images: fact('True: takes images.'),
    embeddings: fact('True: makes embeddings and does not chat.'),
  },
  { additionalProperties: false },
);

export type ModelEntryConfig = Static<typeof ModelEntryConfig>;
