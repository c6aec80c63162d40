import { GatewayError, type ChatCall } from 'llm-gateway/contracts';
import type { GeminiGenerationConfig } from './gemini.wire.js';
import { isGemini3OrLater } from './thought-signature.js';
import { forcesToolCall } from './to-gemini-tools.js';
import { toResponseSchema } from './to-response-schema.js';

/** `response_format` as a media type and a schema. */
export function toResponseFormat(call: ChatCall): GeminiGenerationConfig {
  const { request, model, provider, scope } = call;
  const format = request.responseFormat;
  if (!format || format.type === 'text') return {};
  if (format.type === 'json-schema' && model.facts.structuredOutput === false)
    throw unsupported(`Model '${model.name}' cannot be held to a JSON schema.`);
  if (request.tools && request.tools.length > 0) {
    // A forced call leaves no text to be formatted, and Google refuses JSON beside mode ANY.
    if (forcesToolCall(request)) return {};
    if (!isGemini3OrLater(model))
      throw unsupported(
        `Model '${model.name}' of provider '${provider.name}' takes either tools or a JSON response_format, not both. Leave one out, or choose Gemini 3 or later.`,
      );
  }
  const responseMimeType = 'application/json';
  if (format.type === 'json-object') return { responseMimeType };
  const { schema, dropped } = toResponseSchema({
    ...(format.description !== undefined && { description: format.description }),
    ...format.schema,
  });
  for (const keyword of dropped)
    scope.ignoredParameters.add(`response_format.json_schema.schema.${keyword}`);
  return { responseMimeType, responseJsonSchema: schema };
}

function unsupported(message: string): GatewayError {
  return new GatewayError('unsupported_parameter', message, { param: 'response_format' });
}
