import { describe, expect, it } from '@jest/globals';
import type { ChatChunk } from '../api/chat.js';
import { addChunk } from './add-chunk.js';
import { beginAnswer } from './turn.js';

const chunk = (part: Partial<ChatChunk>): ChatChunk => ({ choices: [], ...part });
const delta = (fields: object): ChatChunk =>
  chunk({ choices: [{ delta: fields, finish_reason: null }] });
const add = (...chunks: readonly ChatChunk[]) => chunks.reduce(addChunk, beginAnswer(1, 'model'));

describe('addChunk', () => {
  it('puts text, refusals and thinking together', () => {
    const answer = add(
      delta({ role: 'assistant', content: '' }),
      delta({ reasoning_content: 'Hm.' }),
      delta({ content: 'Hello' }),
      delta({ refusal: ' no' }),
    );
    expect(answer).toMatchObject({ content: 'Hello no', thinking: 'Hm.' });
  });

  it('follows each tool from its begin to its end', () => {
    const event = (fields: object) => chunk({ gateway: { tool_call: fields as never } });
    const answer = add(
      event({ id: 'a', name: 'search', arguments: '{}', status: 'started' }),
      event({ id: 'b', name: 'search', arguments: '{"q":1}', status: 'started' }),
      event({ id: 'a', name: 'search', status: 'failed', error: 'Away.', duration_ms: 7 }),
    );
    expect(answer.toolSteps).toEqual([
      { id: 'a', name: 'search', arguments: '{}', status: 'failed', error: 'Away.', duration: 7 },
      { id: 'b', name: 'search', arguments: '{"q":1}', status: 'started' },
    ]);
  });

  it('keeps usage and the reason of the end, also when a limit of the gateway was it', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2 };
    const answer = add(
      chunk({ choices: [{ delta: {}, finish_reason: 'tool_calls' }] }),
      chunk({ usage, gateway: { stopped_by: 'max_tool_rounds' } }),
    );
    expect(answer).toMatchObject({ usage, finish: 'max_tool_rounds' });
  });
});
