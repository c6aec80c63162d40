import { Type } from 'typebox';

/** What `handler` may say whatever its type is; a handler's own schema joins them with its keys. */
export const HANDLER_PROPERTIES = {
  timeout_ms: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 600_000,
      description: 'The longest that a call may take.',
    }),
  ),
  inject: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description:
        'Arguments that neither model nor client can set or see: `session.context.<key>` or `caller.id` by argument.',
    }),
  ),
};
