import { describe, expect, it } from '@jest/globals';
import { encodeSession, encodeSessionWithMessages } from './encode-session.js';
import type { Session, StoredMessage } from './session.js';

const session: Session = {
  id: 'sess_1',
  owner: 'somebody',
  createdAt: 1_700_000_000_999,
  expiresAt: 1_700_003_600_999,
  ttlMs: 3_600_000,
  messageCount: 1,
  context: { a: 1 },
  defaults: {},
  version: 7,
};

const message = (position: number, fields: object = {}): StoredMessage => ({
  position,
  createdAt: 1_700_000_001_500,
  message: { role: 'user', content: 'Hi', ...fields },
});

describe('encodeSession', () => {
  it('says times in whole Unix seconds and leaves out what is nobody’s business', () => {
    expect(encodeSession(session)).toEqual({
      id: 'sess_1',
      object: 'session',
      created_at: 1_700_000_000,
      expires_at: 1_700_003_600,
      ttl_seconds: 3_600,
      message_count: 1,
      context: { a: 1 },
    });
  });

  it('shows the defaults that there are', () => {
    const history = { max_messages: 9, strategy: 'error' } as const;
    const defaults = { system: 'Be brief.', model: 'simulator/echo', history };
    expect(encodeSession({ ...session, defaults })).toMatchObject(defaults);
  });

  it('shows that prompt caching is off, in the words of the API', () => {
    const summary = encodeSession({ ...session, defaults: { promptCaching: false } });
    expect(summary.prompt_caching).toBe(false);
    expect(summary).not.toHaveProperty('promptCaching');
  });
});

describe('encodeSessionWithMessages', () => {
  it('keeps a message as it was, with its id and its time', () => {
    const { messages, has_more } = encodeSessionWithMessages(session, [message(1)], true);
    expect(messages).toEqual([
      { id: 'msg_1', created_at: 1_700_000_001, role: 'user', content: 'Hi' },
    ]);
    expect(has_more).toBe(true);
  });

  it('lets no message choose its id', () => {
    const forged = message(1, { id: 'msg_9', created_at: 0 });
    const { messages } = encodeSessionWithMessages(session, [forged], false);
    expect(messages[0]).toMatchObject({ id: 'msg_1', created_at: 1_700_000_001 });
  });

  it('counts the messages that it shows', () => {
    const page = [message(1), message(2), message(3)];
    expect(encodeSessionWithMessages(session, page, false).message_count).toBe(3);
    expect(encodeSessionWithMessages(session, [], false).message_count).toBe(1);
  });
});
