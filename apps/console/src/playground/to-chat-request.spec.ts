import { describe, expect, it } from '@jest/globals';
import { toChatRequest } from './to-chat-request.js';
import { toQuestion } from './to-question.js';
import { beginAnswer, type Turn } from './turn.js';

const draft = {
  model: 'simulator/echo',
  instructions: '',
  sessionId: '',
  temperature: '',
  maximumTokens: '',
  tools: [],
};

const turns: readonly Turn[] = [
  { role: 'user', id: 1, content: 'One' },
  { ...beginAnswer(2, 'simulator/echo'), content: 'First', status: 'complete' },
  { role: 'user', id: 3, content: 'Two' },
  { ...beginAnswer(4, 'simulator/echo'), status: 'failed' },
];

describe('toChatRequest', () => {
  it('sends the whole conversation after the instructions, without answers that have no word', () => {
    const { messages } = toChatRequest({ ...draft, instructions: 'Be brief.' }, turns);
    expect(messages.map(({ role, content }) => `${role}: ${content}`)).toEqual([
      'system: Be brief.',
      'user: One',
      'assistant: First',
      'user: Two',
    ]);
  });

  it('sends only what is new in a session', () => {
    const sessionDraft = { ...draft, sessionId: 'sess_1', instructions: 'Be brief.' };
    const request = toChatRequest(sessionDraft, toQuestion(turns, 'Three', 5));
    expect(request.messages).toEqual([{ role: 'user', content: 'Three' }]);
    expect(request.session_id).toBe('sess_1');
  });

  it('says nothing of what was left empty', () => {
    expect(Object.keys(toChatRequest(draft, turns))).toEqual([
      'model',
      'messages',
      'stream',
      'stream_options',
    ]);
  });

  it('has the gateway run the tools, and tell of it', () => {
    const request = toChatRequest({ ...draft, tools: ['search'], temperature: '0' }, turns);
    expect(request).toMatchObject({
      temperature: 0,
      tools: [{ type: 'function', function: { name: 'search' } }],
      tool_execution: 'gateway',
      stream_options: { include_tool_events: true },
    });
  });
});

describe('toQuestion', () => {
  it('asks again for the answer to the last message when nothing new is typed', () => {
    expect(toQuestion(turns, ' ', 5).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(toQuestion([], '', 1)).toEqual([]);
  });
});
