import type { CallRecord, ChatResponse } from 'llm-gateway/contracts';

/** What logs and metrics need of a whole answer. */
export function recordResponse(response: ChatResponse, record: CallRecord): void {
  if (response.usage) record.usage = response.usage;
  record.finishReasons = response.choices.map(({ finishReason }) => finishReason);
}
