import assert from 'node:assert/strict';
import { GatewayError } from 'llm-gateway/contracts';

/** The error that the work fails with; anything but a `GatewayError` is a failure of the test. */
export async function rejectionOf(work: Promise<unknown>): Promise<GatewayError> {
  let value: unknown;
  try {
    value = await work;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw new assert.AssertionError({
      message: `failed with what is no GatewayError: ${String(error)}`,
      actual: error,
    });
  }
  throw new assert.AssertionError({ message: 'ended well, and should have failed', actual: value });
}
