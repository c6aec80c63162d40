import { isUnavailable, type IdempotencyClaim } from 'llm-gateway/sessions';

/**
 * Keeps the answer under its key. With a receipt in the session nothing that goes wrong here matters:
 * the next request with the key finds that. Without one, an answer is worth more than a store that
 * vanished since the claim: a client that has the answer does not ask again. Throws
 * `idempotency_conflict` when another request may run under the key.
 *
 * @param forgetReceipt absent when no receipt was left
 */
export async function settleClaim(
  claim: IdempotencyClaim,
  answer: string,
  forgetReceipt?: () => void,
): Promise<void> {
  try {
    await claim.answer(answer);
    forgetReceipt?.();
  } catch (error) {
    if (!forgetReceipt && !isUnavailable(error)) throw error;
  }
}
