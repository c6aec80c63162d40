import { describe, expect, it } from '@jest/globals';
import type { WireMessage } from 'llm-gateway/sessions';
import { turnStarts } from './turn-starts.js';

const say = (role: string): WireMessage => ({ role, content: 'x' });
const call = (...ids: string[]): WireMessage => ({
  role: 'assistant',
  tool_calls: ids.map((id) => ({ id, function: { name: `name of ${id}`, arguments: '' } })),
});
const result = (id: string): WireMessage => ({ role: 'tool', tool_call_id: id, content: '' });

describe('turnStarts', () => {
  it.each<[string, WireMessage[], number[]]>([
    ['nowhere in nothing', [], []],
    ['at each user', ['user', 'assistant', 'user', 'assistant'].map(say), [0, 2]],
    ['at the first of several users', ['user', 'user', 'assistant', 'user'].map(say), [0, 3]],
    ['past instructions', ['system', 'user', 'developer', 'user', 'assistant'].map(say), [1]],
    ['after a greeting', ['assistant', 'user', 'assistant', 'user'].map(say), [1, 3]],
    [
      'after tool rounds, whose ids may come again',
      [say('user'), call('a', 'b'), result('a'), result('b'), say('user'), call('a'), result('a')],
      [0, 4],
    ],
    ['not between a call and its result', [say('user'), call('a'), say('user'), result('a')], [0]],
    ['after calls without a result', [say('user'), call('a'), say('user')], [0, 2]],
    [
      'not between a deprecated call and its result',
      [
        say('user'),
        { role: 'assistant', function_call: { name: 'f', arguments: '' } },
        say('user'),
        { role: 'function', name: 'f', content: '' },
        say('user'),
      ],
      [0, 4],
    ],
    [
      'not between a call and a deprecated result',
      [say('user'), call('a'), say('user'), { role: 'function', name: 'name of a', content: '' }],
      [0],
    ],
    [
      'after a custom call',
      [
        say('user'),
        { role: 'assistant', tool_calls: [{ id: 'a', custom: { name: 'c', input: '' } }] },
        result('a'),
        say('user'),
      ],
      [0, 3],
    ],
  ])('are %s', (_where, messages, starts) => {
    expect(turnStarts(messages)).toEqual(starts);
  });
});
