import { describe, expect, it } from '@jest/globals';
import { type StreamPart } from 'llm-gateway/contracts';
import {
  chunk,
  partsOf,
  readStream,
  reasoningOf,
  textOf,
  toolCall,
} from './__fixtures__/read-stream.js';

describe('fromOpenAiCompatibleStream on tool calls', () => {
  const starts = (parts: readonly StreamPart[]) => partsOf(parts, 'tool-call-start');

  it('takes repeated ids and names for one call', async () => {
    const parts = await readStream([
      chunk(toolCall(0, 'a', 'f', '{"x"')),
      chunk(toolCall(0, 'a', 'f', ':1}')),
      chunk({}, 'tool_calls'),
    ]);
    expect(starts(parts)).toHaveLength(1);
    expect(partsOf(parts, 'tool-call-delta')).toMatchObject([
      { arguments: '{"x"' },
      { arguments: ':1}' },
    ]);
  });

  it('tells calls apart that share an index', async () => {
    const parts = await readStream([
      chunk(toolCall(0, 'a', 'f', '{}')),
      chunk(toolCall(0, 'b', 'g', '{}')),
      chunk({}, 'stop'),
    ]);
    expect(starts(parts)).toMatchObject([
      { index: 0, id: 'a', name: 'f' },
      { index: 1, id: 'b', name: 'g' },
    ]);
  });

  it('mints an id where there is none, and needs no index', async () => {
    const delta = {
      tool_calls: [
        { function: { name: 'f', arguments: { x: 1 } } },
        { function: { name: 'g', arguments: '' } },
      ],
    };
    const parts = await readStream([chunk(delta), chunk({}, 'stop')]);
    expect(starts(parts)).toMatchObject([
      { index: 0, id: expect.stringMatching(/^call_[0-9a-f]{24}$/), name: 'f' },
      { index: 1, id: expect.stringMatching(/^call_[0-9a-f]{24}$/), name: 'g' },
    ]);
    expect(partsOf(parts, 'tool-call-delta')).toMatchObject([
      { index: 0, arguments: '{"x":1}' },
      { index: 1, arguments: '{}' },
    ]);
    expect(partsOf(parts, 'choice-end')).toMatchObject([{ finishReason: 'tool_calls' }]);
  });

  it('finds a continuation by its id, or takes it for the last call', async () => {
    const parts = await readStream([
      chunk(toolCall(undefined, 'a', 'f', '{')),
      chunk(toolCall(undefined, 'b', 'g', '{')),
      chunk(toolCall(undefined, 'a', '', '"x":1}')),
      chunk(toolCall(undefined, '', '', '}')),
      chunk({}, 'tool_calls'),
    ]);
    expect(partsOf(parts, 'tool-call-delta')).toMatchObject([
      { index: 0, arguments: '{' },
      { index: 1, arguments: '{' },
      { index: 0, arguments: '"x":1}' },
      { index: 1, arguments: '}' },
    ]);
  });

  it('holds arguments back until the name is there, and refuses a call without one', async () => {
    const parts = await readStream([
      chunk(toolCall(0, 'a', undefined, '{"x"')),
      chunk(toolCall(0, undefined, 'f', ':1}')),
      chunk({}, 'tool_calls'),
    ]);
    expect(partsOf(parts, 'tool-call-start', 'tool-call-delta')).toMatchObject([
      { id: 'a', name: 'f' },
      { arguments: '{"x":1}' },
    ]);
    await expect(
      readStream([chunk(toolCall(0, 'a', undefined, '{}')), chunk({}, 'tool_calls')]),
    ).rejects.toMatchObject({ code: 'provider_invalid_response' });
  });

  it('reads custom tool calls, thought signatures and the deprecated function call', async () => {
    const custom = { index: 0, id: 'a', type: 'custom', custom: { name: 'sql', input: '' } };
    const signed = {
      index: 1,
      id: 'b',
      function: { name: 'f', arguments: '{}' },
      extra_content: { google: { thought_signature: 'sig' } },
    };
    const parts = await readStream([
      chunk({ tool_calls: [custom, signed] }),
      chunk({ tool_calls: [{ index: 0, custom: { input: 'SELECT 1' } }] }),
      chunk({}, 'tool_calls'),
    ]);
    expect(starts(parts)).toMatchObject([
      { kind: 'custom', name: 'sql' },
      { kind: 'function', providerMetadata: { google: { thought_signature: 'sig' } } },
    ]);
    const old = await readStream([
      chunk({ function_call: { name: 'f', arguments: '' } }),
      chunk({ function_call: { arguments: '{"x":1}' } }),
      chunk({}, 'function_call'),
    ]);
    expect(partsOf(old, 'tool-call-start', 'tool-call-delta', 'choice-end')).toMatchObject([
      { name: 'f' },
      { arguments: '{"x":1}' },
      { finishReason: 'tool_calls' },
    ]);
  });

  it('does not call a finish `tool_calls` when none was made', async () => {
    const parts = await readStream([
      chunk({ content: 'x', tool_calls: [] }),
      chunk({}, 'tool_calls'),
    ]);
    expect(partsOf(parts, 'choice-end')).toMatchObject([{ finishReason: 'stop' }]);
  });
});

describe('fromOpenAiCompatibleStream on what else a delta holds', () => {
  it('refusals and log probabilities, also where there is no text', async () => {
    const entry = { token: 'x', logprob: -0.1, bytes: [120], top_logprobs: [] };
    const withLogprobs = (delta: object, logprobs: unknown) => ({
      choices: [{ index: 0, delta, logprobs, finish_reason: null }],
    });
    const parts = await readStream([
      withLogprobs({ content: 'x' }, { content: [entry], refusal: null }),
      withLogprobs({ refusal: 'No' }, { content: null, refusal: [entry] }),
      withLogprobs({}, { content: [entry] }),
      withLogprobs({}, { content: [], refusal: null }),
      chunk({}, 'stop'),
    ]);
    expect(partsOf(parts, 'text-delta', 'refusal-delta')).toEqual([
      { type: 'text-delta', choice: 0, text: 'x', logprobs: { content: [entry], refusal: null } },
      {
        type: 'refusal-delta',
        choice: 0,
        text: 'No',
        logprobs: { content: null, refusal: [entry] },
      },
      { type: 'text-delta', choice: 0, text: '', logprobs: { content: [entry] } },
    ]);
  });

  it('audio pieces and annotations, each of them', async () => {
    const parts = await readStream([
      chunk({ audio: { id: 'a', data: 'AA==' } }),
      chunk({ audio: { data: 'AA==' } }),
      chunk({ audio: { data: 'AA==' } }),
      chunk({ annotations: [{ type: 'url_citation' }] }),
      chunk({}, 'stop'),
    ]);
    expect(
      partsOf(parts, 'extension-delta').map((part) => 'fields' in part && part.fields),
    ).toEqual([
      { audio: { id: 'a', data: 'AA==' } },
      { audio: { data: 'AA==' } },
      { audio: { data: 'AA==' } },
      { annotations: [{ type: 'url_citation' }] },
    ]);
  });

  it('content parts of other kinds', async () => {
    const reference = { type: 'reference', reference_ids: [1] };
    const parts = await readStream([
      chunk({
        content: [{ type: 'text', text: 'x' }, reference, { type: 'refusal', refusal: 'n' }],
      }),
      chunk({}, 'stop'),
    ]);
    expect(partsOf(parts, 'text-delta', 'refusal-delta', 'extension-delta')).toMatchObject([
      { text: 'x' },
      { text: 'n' },
      { place: 'delta', fields: { content_parts: [reference] } },
    ]);
  });

  it('a signature that comes after its thinking, and thinking that goes on after text', async () => {
    const detail = (fields: object) => ({
      reasoning_details: [{ type: 'reasoning.text', ...fields }],
    });
    const parts = await readStream([
      chunk(detail({ text: 'a', index: 0, format: 'anthropic-claude-v1' })),
      chunk(detail({ signature: 'sig', index: 0 })),
      chunk({ content: 'x' }),
      chunk({ reasoning: 'b' }),
      chunk({}, 'stop'),
    ]);
    expect(partsOf(parts, 'reasoning-delta', 'reasoning-end')).toEqual([
      { type: 'reasoning-delta', choice: 0, index: 0, text: 'a' },
      {
        type: 'reasoning-end',
        choice: 0,
        index: 0,
        signature: 'sig',
        format: 'anthropic-claude-v1',
      },
      { type: 'reasoning-delta', choice: 0, index: 1, text: 'b' },
      { type: 'reasoning-end', choice: 0, index: 1 },
    ]);
  });

  it('reads the same thinking once when a vendor sends it in two fields', async () => {
    const parts = await readStream([
      chunk({ reasoning: 'a', reasoning_content: 'a' }),
      chunk({ reasoning: 'b', reasoning_details: [{ type: 'reasoning.text', text: 'b' }] }),
      chunk({}, 'stop'),
    ]);
    expect(reasoningOf(parts)).toBe('ab');
  });

  it('<think> tags, for vendors that write them', async () => {
    const pieces = ['<th', 'ink>a < b', '</thi', 'nk>\n\n', 'Yes', '<think>'].map((content) =>
      chunk({ content }),
    );
    const parts = await readStream([...pieces, chunk({}, 'stop')], {
      quirks: { reasoning: { responseField: 'think-tags' } },
    });
    expect(reasoningOf(parts)).toBe('a < b');
    expect(textOf(parts)).toBe('Yes<think>');
    expect(textOf(await readStream([...pieces, chunk({}, 'stop')]))).toContain('<think>a < b');
  });
});
