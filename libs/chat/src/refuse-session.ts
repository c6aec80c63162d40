import { GatewayError } from 'llm-gateway/contracts';
import type { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';

/** Until a session store is part of the gateway, a request that counts on one must not be answered. */
export function refuseSession(body: ChatCompletionRequest): void {
  if (typeof body.session_id !== 'string') return;
  throw new GatewayError(
    'session_store_not_configured',
    'session store not configured: this gateway keeps no conversations. Leave session_id out and send the whole history.',
    { param: 'session_id' },
  );
}
