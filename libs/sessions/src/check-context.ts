import { invalidField } from 'llm-gateway/contracts';

const MAXIMUM_CONTEXT_BYTES = 65_536;

/** Returns the context; throws `invalid_request` when it is larger than 65,536 bytes of JSON. */
export function checkContext<Context extends object>(context: Context): Context {
  const bytes = Buffer.byteLength(JSON.stringify(context));
  if (bytes > MAXIMUM_CONTEXT_BYTES)
    throw invalidField(
      'context',
      `must be at most ${MAXIMUM_CONTEXT_BYTES} bytes of JSON, not ${bytes}`,
    );
  return context;
}
