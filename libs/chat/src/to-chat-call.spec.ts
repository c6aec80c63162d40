import { describe, expect, it } from '@jest/globals';
import { CallScope, type Provider, type UpstreamModel } from 'llm-gateway/contracts';
import type { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
import { toChatCall, toHeldCall } from './to-chat-call.js';

const provider = { name: 'fake' } as Provider;
const model: UpstreamModel = { requested: 'fake/m', name: 'm', facts: {} };

function callFor(fields: object) {
  const value = {
    model: 'fake/m',
    messages: [{ role: 'user', content: 'Hi' }],
    ...fields,
  } as ChatCompletionRequest;
  const bytes = Buffer.from(JSON.stringify(value));
  const scope = new CallScope();
  return { value, bytes, scope, call: toChatCall({ value, bytes }, { provider, model }, scope) };
}

describe('toChatCall', () => {
  it('carries route, scope and the body as it was sent', () => {
    const { call, value, bytes, scope } = callFor({});
    expect(call).toMatchObject({ provider, model, stream: false, includeUsage: false });
    expect(call.scope).toBe(scope);
    expect(call.inbound?.json).toBe(value);
    expect(call.inbound?.bytes).toBe(bytes);
    expect(call.inbound?.gatewayFields).toContain('session_id');
  });

  it.each<[object, boolean, boolean]>([
    [{ stream: true }, true, false],
    [{ stream: null, stream_options: null }, false, false],
    [{ stream: true, stream_options: { include_usage: true } }, true, true],
    [{ stream: true, stream_options: { include_usage: null } }, true, false],
  ])('reads %j', (fields, stream, includeUsage) => {
    expect(callFor(fields).call).toMatchObject({ stream, includeUsage });
  });

  it('decodes the body once, when it is first needed', () => {
    const { call, scope, value } = callFor({});
    // A change before the first look would be seen, one after it would not.
    Object.assign(value, { temperature: 1 });
    const first = call.request;
    expect(first.temperature).toBe(1);
    expect(call.request).toBe(first);
    expect(scope.ignoredParameters.size).toBe(0);
  });

  it('reports fields inside messages that cannot be carried', () => {
    const { call, scope } = callFor({ messages: [{ role: 'user', content: 'Hi', weight: 1 }] });
    expect(scope.ignoredParameters.size).toBe(0);
    expect(call.request.messages).toHaveLength(1);
    expect([...scope.ignoredParameters]).toEqual(['messages[].weight']);
  });

  it('does not decode a body that is only forwarded', () => {
    const { call } = callFor({
      messages: [{ role: 'tool', tool_call_id: 'unknown', content: 'x' }],
    });
    expect(call.inbound?.json).toHaveProperty('messages');
    expect(() => call.request).toThrow('unknown');
  });
});

describe('toHeldCall', () => {
  const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
  const body = {
    model: 'fake/m',
    messages: [
      { role: 'developer', content: '' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c', content: '' },
      { role: 'assistant', content: '' },
      { role: 'user', content: 'Bye' },
    ],
  } as unknown as ChatCompletionRequest;
  const requestOf = (fields: object) =>
    toHeldCall({ body, ...fields }, { provider, model }, new CallScope()).request;

  it('tells how many messages were sent before, of as many as the body has', () => {
    const { messages, messagesSentBefore } = requestOf({ messagesSentBefore: 4 });
    expect(messagesSentBefore).toBe(4);
    expect(messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'tool',
      'assistant',
      'user',
    ]);
  });

  it('says nothing of it where it is not known', () => {
    expect(requestOf({ messagesSentBefore: undefined })).not.toHaveProperty('messagesSentBefore');
  });
});
