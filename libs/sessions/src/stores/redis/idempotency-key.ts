/** The key of one claim. It is alone in its slot: no operation touches two. */
export function idempotencyKey(key: string): string {
  return `llm-gateway:{${key}}:idempotency`;
}
