import { Type, type Static } from 'typebox';
import { ModelEntryConfig } from './model-facts.schema.js';

const RouteConfig = Type.Object(
  {
    match: Type.String({ minLength: 1, description: 'Bare model name; `*` stands for anything.' }),
    provider: Type.String({ minLength: 1 }),
    model: Type.Optional(
      Type.String({ description: "Name sent upstream; the client's when absent." }),
    ),
  },
  { additionalProperties: false },
);

/** `config/models.json`: aliases, routes of your own, and facts about models. */
export const ModelsFile = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    aliases: Type.Optional(
      Type.Record(Type.String(), Type.String({ pattern: '^[^/]+/.+$' }), {
        description: 'Name that clients use to the `provider/model` that serves it.',
      }),
    ),
    routes: Type.Optional(
      Type.Array(RouteConfig, { description: 'Tried in order, before the shipped routes.' }),
    ),
    facts: Type.Optional(
      Type.Record(Type.String(), Type.Array(ModelEntryConfig), {
        description: "Provider name to rows that come before the vendor's own model table.",
      }),
    ),
  },
  { additionalProperties: false },
);

export type ModelsFile = Static<typeof ModelsFile>;
