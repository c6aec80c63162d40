import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from 'llm-gateway/contracts';

const ErrorEnvelopeSchema = {
  type: 'object',
  required: ['error', 'detail'],
  properties: {
    error: {
      type: 'object',
      required: ['message', 'type', 'param', 'code'],
      properties: {
        message: { type: 'string' },
        type: { type: 'string' },
        param: { type: ['string', 'null'], description: 'JSON path of the field at fault.' },
        code: { type: 'string', enum: Object.keys(ERROR_CODES) },
        provider: { type: 'string' },
        provider_code: { type: 'string' },
        errors: {
          type: 'array',
          description: 'Each fault, where there may be several.',
          items: {
            type: 'object',
            properties: { path: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
    detail: { type: 'string', description: 'The same message, for plain HTTP clients.' },
    request_id: { type: 'string' },
  },
};

/** What any route with a JSON body may answer. */
export const BODY_ERRORS: readonly ErrorCode[] = [
  'invalid_json',
  'invalid_request',
  'request_too_large',
];

/** Documents the errors of a route: one response for each status, with its codes. */
export function ApiErrors(...codes: ErrorCode[]): MethodDecorator {
  const statuses = new Set(codes.map((code) => ERROR_CODES[code].status));
  return applyDecorators(
    ...[...statuses].map((status) =>
      ApiResponse({
        status,
        description: codes
          .filter((code) => ERROR_CODES[code].status === status)
          .map((code) => `\`${code}\`: ${ERROR_CODES[code].meaning}`)
          .join('\n\n'),
        content: { 'application/json': { schema: ErrorEnvelopeSchema as never } },
      }),
    ),
  );
}
