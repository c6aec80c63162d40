import { describe, expect, it } from '@jest/globals';
import { messagePosition } from './message-id.js';
import { PageQueryPipe } from './page-query.pipe.js';

const pipe = new PageQueryPipe(messagePosition, 'msg_12');

describe('PageQueryPipe', () => {
  it.each<[object, object]>([
    [{}, { limit: 100 }],
    [{ limit: '1' }, { limit: 1 }],
    [
      { limit: '1000', after: 'msg_7' },
      { limit: 1_000, after: 7 },
    ],
    [{ after: 'msg_0' }, { limit: 100, after: 0 }],
    [{ unheard: 'of' }, { limit: 100 }],
  ])('reads %j', (query, page) => {
    expect(pipe.transform(query)).toEqual(page);
  });

  it.each(['', '0', '1001', '-1', '1.5', '1e2', ' 1', 'ten', ['1', '2']])(
    'refuses the limit %j',
    (limit) => {
      expect(() => pipe.transform({ limit })).toThrow(
        expect.objectContaining({
          code: 'invalid_request',
          message: "'limit' must be an integer from 1 to 1000.",
          details: { param: 'limit' },
        }),
      );
    },
  );

  it.each(['', '7', 'msg_x', 'sess_1', ['msg_1', 'msg_2']])('refuses the cursor %j', (after) => {
    expect(() => pipe.transform({ after })).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message: "'after' must be an id like msg_12.",
        details: { param: 'after' },
      }),
    );
  });
});
