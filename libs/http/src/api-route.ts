import { HttpCode, applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import type { ErrorCode } from 'llm-gateway/contracts';
import { ApiErrors, BODY_ERRORS } from './api-errors.js';

export interface RouteSchemas {
  /** JSON Schemas, the same that validate. */
  readonly query?: { readonly properties: object; readonly required?: readonly string[] };
  readonly body?: object;
  /** Absent: the answer has no body. */
  readonly answer?: object;
  /** Beside those that any body may have. */
  readonly errors?: readonly ErrorCode[];
}

/**
 * The status of a route's answer, and its part of the OpenAPI document, where the method's name is the
 * operation's id.
 */
export function ApiRoute(
  status: number,
  summary: string,
  { query, body, answer, errors = [] }: RouteSchemas,
): MethodDecorator {
  const content = { 'application/json': { schema: answer as never } };
  const parameters = Object.entries(query?.properties ?? {});
  return (target, method, descriptor) =>
    applyDecorators(
      HttpCode(status),
      ApiOperation({ operationId: String(method), summary }),
      ...parameters.map(([name, schema]) =>
        ApiQuery({ name, schema, required: query?.required?.includes(name) ?? false }),
      ),
      ...(body ? [ApiBody({ schema: body as never })] : []),
      ApiResponse({ status, description: 'Done.', ...(answer && { content }) }),
      ApiErrors(...(body ? BODY_ERRORS : []), ...errors),
    )(target, method, descriptor);
}
