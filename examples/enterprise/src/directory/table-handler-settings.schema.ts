import { HANDLER_PROPERTIES } from 'llm-gateway/tools';
import { Type, type Static } from 'typebox';

/** `handler` of a tool whose type is `table`. */
export const TableHandlerSettings = Type.Object(
  {
    type: Type.Literal('table'),
    table: Type.String(),
    column: Type.String({ description: 'Compared with the argument of the same name.' }),
    ...HANDLER_PROPERTIES,
  },
  { additionalProperties: false },
);
export type TableHandlerSettings = Static<typeof TableHandlerSettings>;
