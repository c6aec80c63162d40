import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { chatCallFor } from 'llm-gateway/testing';
import { fromOllamaResponse } from './from-ollama-response.js';
import type { OllamaChatResponse } from './ollama.wire.js';

const { provider } = chatCallFor({ url: 'http://127.0.0.1:1', adapter: 'ollama' });
const read = (response: OllamaChatResponse) =>
  fromOllamaResponse(response, provider, () => 'call_0');

describe('fromOllamaResponse', () => {
  it('reads a recorded answer', () => {
    const file = join(import.meta.dirname, '__fixtures__/answer.json');
    expect(read(JSON.parse(readFileSync(file, 'utf8')) as OllamaChatResponse)).toEqual({
      model: 'llama3.2',
      created: 1_789_659_779,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            parts: [
              { type: 'reasoning', text: 'A greeting.' },
              { type: 'text', text: 'Hello! How can I help?' },
            ],
          },
          finishReason: 'stop',
        },
      ],
      usage: { inputTokens: 29, outputTokens: 8, cachedInputTokens: 20 },
      extensions: {
        total_duration: 30_258_609_300,
        load_duration: 19_906_358_300,
        prompt_eval_duration: 10_175_903_000,
        eval_duration: 173_639_000,
      },
    });
  });

  it('derives tool_calls from the message and writes arguments as JSON text', () => {
    const { choices } = read({
      message: { tool_calls: [{ function: { name: 'f', arguments: { a: [1] } } }] },
      done: true,
      done_reason: 'stop',
    });
    expect(choices[0]).toMatchObject({
      finishReason: 'tool_calls',
      message: {
        parts: [
          { type: 'tool-call', id: 'call_0', name: 'f', arguments: '{"a":[1]}', kind: 'function' },
        ],
      },
    });
  });

  it('keeps what it has no word for and tolerates nulls', () => {
    const answer = {
      model: null,
      created_at: 'yesterday',
      message: { role: null, content: 'x', thinking: null, tool_calls: null, images: ['AAAA'] },
      done: true,
      done_reason: 'load',
      remote_model: 'big',
      context: null,
    };
    expect(read(answer)).toEqual({
      choices: [
        {
          index: 0,
          message: { role: 'assistant', parts: [{ type: 'text', text: 'x' }] },
          finishReason: 'stop',
          messageExtensions: { images: ['AAAA'] },
          choiceExtensions: { native_finish_reason: 'load' },
        },
      ],
      extensions: { remote_model: 'big' },
    });
  });

  it('leaves the bytes of a partial character open', () => {
    const { choices } = read({
      message: { content: 'x' },
      done: true,
      logprobs: [
        { token: '\uFFFD', logprob: -1 },
        { token: 'a', logprob: -2, bytes: [97] },
      ],
    });
    expect(choices[0]?.logprobs).toEqual({
      content: [
        { token: '\uFFFD', logprob: -1, bytes: null, top_logprobs: [] },
        { token: 'a', logprob: -2, bytes: [97], top_logprobs: [] },
      ],
      refusal: null,
    });
  });

  it.each([
    [{}, 'provider_invalid_response'],
    [{ message: { content: 'half' }, done: false }, 'provider_stream_interrupted'],
    [{ error: 'out of memory' }, 'provider_error'],
  ])('refuses %j', (answer, code) => {
    expect(() => read(answer)).toThrow(expect.objectContaining({ code }));
  });
});
