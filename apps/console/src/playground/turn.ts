import type { TokenUsage } from '../api/chat.js';
import type { ApiFailure } from '../api/api-failure.js';

export interface UserTurn {
  readonly role: 'user';
  readonly id: number;
  readonly content: string;
}

/** One run of a tool by the gateway. */
export interface ToolStep {
  readonly id: string;
  readonly name: string;
  readonly status: 'started' | 'completed' | 'failed';
  readonly arguments: string;
  readonly error?: string;
  /** Milliseconds. */
  readonly duration?: number;
}

export interface AssistantTurn {
  readonly role: 'assistant';
  readonly id: number;
  readonly model: string;
  readonly content: string;
  readonly thinking: string;
  readonly toolSteps: readonly ToolStep[];
  readonly status: 'streaming' | 'complete' | 'stopped' | 'failed';
  readonly finish?: string;
  readonly usage?: TokenUsage;
  /** From the request to the first word of the answer, in milliseconds. */
  readonly firstMs?: number;
  /** From the request to the end, in milliseconds. */
  readonly totalMs?: number;
  readonly requestId?: string;
  readonly failure?: ApiFailure;
}

export type Turn = UserTurn | AssistantTurn;

export function beginAnswer(id: number, model: string): AssistantTurn {
  return {
    role: 'assistant',
    id,
    model,
    content: '',
    thinking: '',
    toolSteps: [],
    status: 'streaming',
  };
}
