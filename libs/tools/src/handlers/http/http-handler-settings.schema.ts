import { Type, type Static } from 'typebox';
import { HANDLER_PROPERTIES } from '../handler-properties.js';

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'POST', 'PATCH'] as const;

/** `handler` of a tool in `tools.json` whose type is `http`. */
export const HttpHandlerSettings = Type.Object(
  {
    type: Type.Literal('http'),
    url: Type.String({
      pattern: '^https?://',
      description:
        'Of the service. `{name}` in its path or query is replaced by an argument; the host is fixed.',
    }),
    method: Type.Optional(
      Type.Unsafe<(typeof METHODS)[number]>({
        type: 'string',
        enum: METHODS,
        default: 'POST',
      }),
    ),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: '`${NAME}` in a value is replaced by the environment variable of this name.',
      }),
    ),
    arguments_in: Type.Optional(
      Type.Unsafe<'query' | 'body'>({
        type: 'string',
        enum: ['query', 'body'],
        description:
          'Where arguments go that the URL does not name: by default the query for GET, HEAD, OPTIONS and DELETE, else a JSON body.',
      }),
    ),
    retries: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 5,
        description:
          'How often a call is repeated after a connection failure or a 502, 503 or 504. Not for POST and PATCH.',
      }),
    ),
    result_path: Type.Optional(
      Type.String({
        pattern: '^[^.[\\]]+(\\.[^.[\\]]+|\\[\\d+\\])*$',
        description: 'Part of the answer that is the result: `data.items[0]`.',
      }),
    ),
    max_response_bytes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 104_857_600, default: 1_048_576 }),
    ),
    ...HANDLER_PROPERTIES,
  },
  { additionalProperties: false },
);
export type HttpHandlerSettings = Static<typeof HttpHandlerSettings>;
