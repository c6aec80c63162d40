import { Type, type Static } from 'typebox';
import type { HistoryLimits } from './session.js';

const MAXIMUM_SYSTEM_CHARACTERS = 100_000;
const MAXIMUM_MODEL_CHARACTERS = 512;

const fields = {
  ttl_seconds: Type.Optional(
    Type.Integer({
      minimum: 1,
      description: 'How long the session lives on after each use, in seconds.',
    }),
  ),
  context: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      description: 'Data for tools and routing, never authority; 64 KiB at most.',
    }),
  ),
  system: optionalText(
    MAXIMUM_SYSTEM_CHARACTERS,
    'Stands before the history of each chat as a system message.',
  ),
  model: optionalText(MAXIMUM_MODEL_CHARACTERS, 'Used by chats that name no model.'),
  prompt_caching: Type.Optional(
    Type.Unsafe<boolean | null>({
      type: ['boolean', 'null'],
      description:
        'Marks the history for the prompt cache of providers that need markers; on unless false.',
    }),
  ),
  tool_execution: Type.Optional(
    Type.Unsafe<'client' | 'gateway' | null>({
      type: ['string', 'null'],
      enum: ['client', 'gateway', null],
      description:
        'Who runs the tools that its chats call, unless they say so: the client if not set.',
    }),
  ),
  history: Type.Optional(
    Type.Unsafe<HistoryPatch | null>({
      type: ['object', 'null'],
      description: 'How much of a long history is sent; null, as in its fields, means no limit.',
      additionalProperties: false,
      properties: {
        max_messages: limit('Most messages of the history in a request; the rest stays stored.'),
        max_tokens: limit(
          'Most tokens of a request, as estimated: instructions, tools, history and new messages.',
        ),
        strategy: {
          type: ['string', 'null'],
          enum: ['drop_oldest', 'error', null],
          description:
            'When it is too long, also for the model: leave the oldest turns out (the default), or answer 400 `context_length_exceeded`.',
        },
      },
    }),
  ),
};

type HistoryPatch = { readonly [Field in keyof HistoryLimits]?: HistoryLimits[Field] | null };

function limit(description: string): object {
  return { type: ['integer', 'null'], minimum: 1, description };
}

function optionalText(maxLength: number, description: string) {
  const text = { type: ['string', 'null'], minLength: 1, maxLength, description };
  return Type.Optional(Type.Unsafe<string | null>(text));
}

/** Body of `POST /v1/sessions`. */
export const CreateSessionRequest = Type.Object(fields, { additionalProperties: false });
export type CreateSessionRequest = Static<typeof CreateSessionRequest>;

/** Body of `PATCH /v1/sessions/{id}`: a JSON merge patch (RFC 7396). */
export const PatchSessionRequest = Type.Object(fields, {
  additionalProperties: false,
  description:
    'Fields that are left out stay. `context` and `history` are merged key by key, null removes a key; null clears `system`, `model`, `tool_execution` and `history`, and turns `prompt_caching` on.',
});
export type PatchSessionRequest = Static<typeof PatchSessionRequest>;

/** Body of `POST /v1/sessions/{id}/fork`. */
export const ForkSessionRequest = Type.Object(
  {
    up_to: Type.Optional(
      Type.String({
        pattern: '^msg_[1-9][0-9]{0,14}$',
        description: 'The last message to take over; without it all are.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ForkSessionRequest = Static<typeof ForkSessionRequest>;
