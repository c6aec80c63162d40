import { describe, expect, it } from '@jest/globals';
import { CallScope } from 'llm-gateway/contracts';
import type { ChatService } from '../chat.service.js';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { SessionChats } from '../sessions/session-chats.js';
import { IdempotentChats } from './idempotent-chats.js';

describe('IdempotentChats without a SessionsModule', () => {
  const chat = {
    completeHeld: async () => 'answered',
    streamHeld: async () => ['streamed'],
  } as unknown as ChatService;
  const chats = new IdempotentChats(chat, new SessionChats());
  const value = { model: 'a', messages: [] } as unknown as ChatCompletionRequest;
  const body = { value, bytes: Buffer.from('') };
  const keyed = { key: 'key', owner: '' };

  it('answers, and names the key among what it could not honour', async () => {
    const context = { requestId: 'req_1', scope: new CallScope() };
    expect(await chats.complete(body, context, keyed)).toBe('answered');
    expect([...context.scope.ignoredParameters]).toEqual(['idempotency-key']);
  });

  it('does so for a stream', async () => {
    const context = { requestId: 'req_1', scope: new CallScope() };
    expect(await chats.stream(body, context, keyed)).toEqual(['streamed']);
    expect([...context.scope.ignoredParameters]).toEqual(['idempotency-key']);
  });

  it('refuses a session as ever', async () => {
    const context = { requestId: 'req_1', scope: new CallScope() };
    const session = { id: 's', owner: '' };
    await expect(chats.complete(body, context, { ...keyed, session })).rejects.toMatchObject({
      code: 'session_store_not_configured',
    });
  });
});
