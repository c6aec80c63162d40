import { describe, expect, it } from '@jest/globals';
import { messageId, messagePosition } from './message-id.js';

describe('messagePosition', () => {
  it.each([0, 1, 10, 999_999_999_999_999])('reads what messageId wrote: %d', (position) => {
    expect(messagePosition(messageId(position))).toBe(position);
  });

  it.each(['', '1', 'msg_', 'msg_01', 'msg_-1', 'msg_1.5', 'msg_1e3', 'msg_1 ', 'msg_x'])(
    'does not take %j for an id',
    (text) => {
      expect(messagePosition(text)).toBeUndefined();
    },
  );
});
