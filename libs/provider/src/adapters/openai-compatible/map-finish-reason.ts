import type { FinishReason } from 'llm-gateway/contracts';
import type { OpenAiCompatibleOptions } from './openai-compatible.options.js';

/** Finish reasons that vendors are known to send: reference/protocols.md 1.2, 4.3, 4.4, 4.7. */
const REASONS: Readonly<Record<string, FinishReason | 'error'>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
  function_call: 'tool_calls',
  model_length: 'length',
  max_tokens: 'length',
  end_turn: 'stop',
  eos: 'stop',
  stop_sequence: 'stop',
  error: 'error',
  insufficient_system_resource: 'error',
};

export interface MappedFinish {
  readonly reason: FinishReason | 'error';
  /** The vendor's word, when it is not OpenAI's and nothing above says what it means. */
  readonly unknown?: string;
}

/**
 * The canonical finish reason. Whether tools were called is seen from the answer, since vendors
 * disagree in both directions.
 */
export function mapFinishReason(
  wire: string,
  calledTools: boolean,
  { finishReasonMap }: OpenAiCompatibleOptions,
): MappedFinish {
  const mapped = finishReasonMap[wire] ?? REASONS[wire];
  const reason = mapped ?? 'stop';
  const unknown = mapped === undefined ? { unknown: wire } : {};
  if (reason === 'stop' && calledTools) return { reason: 'tool_calls', ...unknown };
  if (reason === 'tool_calls' && !calledTools) return { reason: 'stop', ...unknown };
  return { reason, ...unknown };
}
