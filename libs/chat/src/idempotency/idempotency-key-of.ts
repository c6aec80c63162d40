import type { Request } from 'express';
import { invalidField } from 'llm-gateway/contracts';

/** Visible ASCII: it survives proxies, logs and copying by hand. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** The header `Idempotency-Key`. Throws `invalid_request` for what cannot be one. */
export function idempotencyKeyOf({ headers }: Request): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key))
    throw invalidField(
      'Idempotency-Key',
      'must be one header of 1 to 255 visible ASCII characters, such as a UUID',
    );
  return key;
}
