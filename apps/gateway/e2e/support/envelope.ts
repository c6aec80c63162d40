import { expect } from '@jest/globals';

/** Every error of every route looks like this. */
export interface Envelope {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
    readonly provider?: string;
  };
  readonly detail: string;
  readonly request_id?: string;
}

/** Checks the envelope of an error response, and returns it. */
export async function readEnvelope(response: Response): Promise<Envelope> {
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const body = (await response.json()) as Envelope;
  expectEnvelope(body);
  expect(body.request_id).toBe(response.headers.get('x-request-id'));
  return body;
}

export function expectEnvelope(body: Envelope): void {
  expect(body.error).toMatchObject({
    message: expect.stringMatching(/\S/),
    type: expect.stringMatching(/^[a-z_]+$/),
    code: expect.stringMatching(/^[a-z_]+$/),
  });
  expect(body.error).toHaveProperty('param');
  expect(body.detail).toBe(body.error.message);
}

/** Status of an error response, and the field at fault. */
export async function refusal(response: Response): Promise<[number, string | null]> {
  const { error } = await readEnvelope(response);
  return [response.status, error.param];
}
