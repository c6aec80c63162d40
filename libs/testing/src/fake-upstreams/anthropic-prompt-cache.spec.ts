import { beforeEach, describe, expect, it } from '@jest/globals';
import { AnthropicPromptCache, inputCostOf } from './anthropic-prompt-cache.js';
import { fakeAnthropicWith } from './fake-anthropic.js';
import { DEFAULT_REPLY } from './fake-reply.js';

/** JSON around a block's text: {"type":"text","text":""}. */
const FRAME_CHARACTERS = 25;
/** A block of so many tokens. */
const text = (tokens: number, letter = 'a') => ({
  type: 'text',
  text: letter.repeat(tokens * 4 - FRAME_CHARACTERS),
});
const marked = <Block extends object>(block: Block) => ({
  ...block,
  cache_control: { type: 'ephemeral' },
});
const request = (...content: object[]) => ({
  model: 'm',
  messages: [{ role: 'user', content }],
});
const usage = (input: number, written: number, read: number) => ({
  input_tokens: input,
  cache_creation_input_tokens: written,
  cache_read_input_tokens: read,
});

let time: number;
let cache: AnthropicPromptCache;

beforeEach(() => {
  time = 0;
  cache = new AnthropicPromptCache(() => time);
});

describe('the prompt cache of the fake Anthropic', () => {
  it('keeps nothing without a marker', () => {
    for (let round = 1; round <= 2; round += 1)
      expect(cache.use(request(text(2_000)))).toEqual(usage(2_000, 0, 0));
    expect(cache.billed).toBe(4_000);
  });

  it('writes up to a marker, and reads it when the marker has moved on', () => {
    expect(cache.use(request(marked(text(2_000)), text(7)))).toEqual(usage(7, 2_000, 0));
    expect(cache.use(request(text(2_000), marked(text(100)), text(9)))).toEqual(
      usage(9, 100, 2_000),
    );
    expect(cache.billed).toBeCloseTo(7 + 2_500 + (9 + 125 + 200));
  });

  it('reads nothing that no request wrote', () => {
    cache.use(request(text(2_000), marked(text(100))));
    expect(cache.use(request(marked(text(2_000)), text(50)))).toEqual(usage(50, 2_000, 0));
  });

  it('keeps no prefix below the minimum', () => {
    expect(cache.use(request(marked(text(1_023))))).toEqual(usage(1_023, 0, 0));
    expect(cache.use(request(marked(text(1_023)), marked(text(1_000))))).toEqual(
      usage(0, 2_023, 0),
    );
    expect(cache.use(request(marked(text(1_024))))).toEqual(usage(0, 1_024, 0));
  });

  it.each([
    [19, 2_000],
    [20, 0],
  ])('with %d blocks behind what was written reads %d tokens', (count, read) => {
    cache.use(request(marked(text(2_000))));
    const more = Array.from({ length: count }, () => text(10));
    const again = request(text(2_000), ...more.slice(1), marked(text(10)));
    expect(cache.use(again).cache_read_input_tokens).toBe(read);
  });

  it.each<[string, object]>([
    ['the model', { model: 'other' }],
    ['a tool', { tools: [{ name: 'f' }] }],
    ['the system prompt', { system: [{ type: 'text', text: 'S' }] }],
    ['the tool choice', { tool_choice: { type: 'none' } }],
    ['the first block', request(text(1_990, 'b'), marked(text(10)))],
    ['the role', { messages: [{ role: 'assistant', content: [marked(text(2_000))] }] }],
  ])('reads nothing when %s changed', (_what, change) => {
    const first = request(marked(text(2_000)));
    cache.use(first);
    expect(cache.use({ ...first, ...change }).cache_read_input_tokens).toBe(0);
    expect(cache.use(first).cache_read_input_tokens).toBe(2_000);
  });

  it('reads the system prompt though the messages are others', () => {
    const system = [marked(text(1_500))];
    cache.use({ ...request(marked(text(500))), system });
    expect(cache.use({ ...request(marked(text(500, 'b'))), system })).toEqual(usage(0, 500, 1_500));
  });

  it('forgets five minutes after the last use', () => {
    const read = () => cache.use(request(marked(text(2_000)))).cache_read_input_tokens;
    expect(read()).toBe(0);
    time = 299_999;
    expect(read()).toBe(2_000);
    time += 299_999;
    expect(read()).toBe(2_000);
    time += 300_000;
    expect(read()).toBe(0);
  });

  it('begins the life of a prefix anew when a later marker finds it', () => {
    cache.use(request(marked(text(2_000))));
    time = 200_000;
    cache.use(request(text(2_000), marked(text(10))));
    time = 400_000;
    expect(cache.use(request(marked(text(2_000)))).cache_read_input_tokens).toBe(2_000);
  });

  it('charges a quarter more for what it writes, and a tenth for what it reads', () => {
    expect(inputCostOf(usage(100, 100, 100))).toBeCloseTo(100 + 125 + 10);
  });

  it.each([false, true])('tells the usage in the answer, streamed: %s', (stream) => {
    const vendor = fakeAnthropicWith(cache);
    const json = { ...request(marked(text(2_000)), text(7)), max_tokens: 1, stream };
    const headers = { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' };
    const asked = { method: 'POST', path: '/v1/messages', headers, text: '', json };
    const said = vendor.answer(asked, DEFAULT_REPLY).frames.join('');
    expect(said).toContain(
      '"input_tokens":7,"cache_creation_input_tokens":2000,"cache_read_input_tokens":0,' +
        '"cache_creation":{"ephemeral_5m_input_tokens":2000,"ephemeral_1h_input_tokens":0},',
    );
  });
});
