import type { ResponseFormat } from 'llm-gateway/contracts';
import type { EncodeContext } from './encode-context.js';
import { refuseField } from './refuse-field.js';

/** The form of the answer's text. */
export function encodeResponseFormat(
  format: ResponseFormat | undefined,
  { options, facts }: EncodeContext,
): Record<string, unknown> | undefined {
  switch (format?.type) {
    case undefined:
    case 'text':
      return undefined;
    case 'json-object':
      if (!options.supports.jsonObject)
        refuseField(
          'response_format',
          'This provider has no `json_object` format. Use `json_schema` with a schema.',
        );
      return { type: 'json_object' };
    case 'json-schema': {
      if (!options.supports.jsonSchema || facts.structuredOutput === false)
        refuseField(
          'response_format',
          'This model cannot hold its answer to a JSON Schema. Use `json_object` and describe the form in the prompt.',
        );
      const { type: _, ...jsonSchema } = format;
      return { type: 'json_schema', json_schema: jsonSchema };
    }
  }
}
