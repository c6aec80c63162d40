import { Type, type Static } from 'typebox';

/** Body of `POST /v1/tools/execute`. */
export const ExecuteToolRequest = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 256, description: 'Of the tool.' }),
    arguments: Type.Optional(
      Type.Unsafe<Readonly<Record<string, unknown>> | string>({
        type: ['object', 'string'],
        description:
          "The tool's arguments: an object, or its JSON text as a model's tool call has it.",
      }),
    ),
    session_id: Type.Optional(
      Type.Unsafe<string | null>({
        type: ['string', 'null'],
        maxLength: 256,
        description: 'The session whose context the tool may use.',
      }),
    ),
    timeout_ms: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 600_000,
        description: "Shortens the tool's own limit, in milliseconds.",
      }),
    ),
  },
  { additionalProperties: false },
);
export type ExecuteToolRequest = Static<typeof ExecuteToolRequest>;
