import { ApiResponse } from '@nestjs/swagger';

/** Documents a route's JSON answer. */
export function ApiAnswer(status: number, description: string, schema: object): MethodDecorator {
  const content = { 'application/json': { schema: schema as never } };
  return ApiResponse({ status, description, content });
}
