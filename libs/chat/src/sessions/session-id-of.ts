import type { Request } from 'express';
import { GatewayError } from 'llm-gateway/contracts';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';

/** The session that a chat belongs to: `session_id` of its body, or the header `x-session-id`. */
export function sessionIdOf(request: Request, body: ChatCompletionRequest): string | undefined {
  const header = request.headers['x-session-id'];
  const inBody = body.session_id ?? undefined;
  if (typeof header !== 'string') return inBody;
  if (inBody !== undefined && inBody !== header)
    throw new GatewayError(
      'invalid_request',
      'The body and the header x-session-id name different sessions. Send one of them.',
      { param: 'session_id' },
    );
  return header;
}
