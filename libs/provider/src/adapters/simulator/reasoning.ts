import { createHash } from 'node:crypto';
import { GatewayError, type ChatMessage } from 'llm-gateway/contracts';
import type { SimulatedReply } from './simulated-reply.js';

const SIGNATURE_PREFIX = 'simulator:';

/** Thinking about a conversation, signed so that a changed replay is noticed. */
export function reason(messages: readonly ChatMessage[]): SimulatedReply['reasoning'] & object {
  const text = `Messages so far: ${messages.length}. I will answer the last one.`;
  return { text, signature: sign(text) };
}

/**
 * Refuses a conversation in which a signed thought of the simulator was changed, as vendors that
 * sign their thinking do. Thoughts without a signature, or of others, are not looked at.
 */
export function checkReasoning(messages: readonly ChatMessage[]): void {
  messages.forEach((message, index) => {
    if (message.role !== 'assistant') return;
    for (const part of message.parts)
      if (
        part.type === 'reasoning' &&
        part.signature?.startsWith(SIGNATURE_PREFIX) &&
        part.signature !== sign(part.text)
      )
        throw new GatewayError(
          'provider_rejected_request',
          `The thinking in messages[${index}] is not what the simulator signed; send it back unchanged.`,
          { param: `messages[${index}]`, providerCode: 'invalid_signature' },
        );
  });
}

function sign(text: string): string {
  return SIGNATURE_PREFIX + createHash('sha256').update(text).digest('base64url');
}
