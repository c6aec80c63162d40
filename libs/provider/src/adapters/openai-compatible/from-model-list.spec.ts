import { describe, expect, it } from '@jest/globals';
import { fromModelList } from './from-model-list.js';

describe('fromModelList', () => {
  it.each([
    ['OpenAI', { data: [{ id: 'gpt-4o', object: 'model' }] }, { match: 'gpt-4o' }],
    [
      'Groq',
      { data: [{ id: 'x', context_window: 8, max_completion_tokens: 4 }] },
      { match: 'x', contextWindow: 8, maximumOutput: 4 },
    ],
    [
      'OpenRouter',
      {
        data: [
          {
            id: 'a/x',
            context_length: 8,
            top_provider: { max_completion_tokens: null },
            architecture: { input_modalities: ['text', 'image'] },
          },
        ],
      },
      { match: 'a/x', contextWindow: 8, images: true },
    ],
    [
      'Mistral',
      { data: [{ id: 'x', max_context_length: 8, capabilities: { vision: false } }] },
      { match: 'x', contextWindow: 8, images: false },
    ],
    ['vLLM', { data: [{ id: 'x', max_model_len: 8 }] }, { match: 'x', contextWindow: 8 }],
    [
      'Together',
      [{ id: 'x', type: 'embedding', context_length: 0 }],
      { match: 'x', embeddings: true },
    ],
    [
      'LM Studio',
      { data: [{ id: 'text-embedding-nomic' }] },
      { match: 'text-embedding-nomic', embeddings: true },
    ],
  ])('%s', (_vendor, wire, expected) => {
    expect(fromModelList(wire)).toEqual([{ listed: true, ...expected }]);
  });

  it.each([
    'whisper-1',
    'tts-1-hd',
    'dall-e-3',
    'gpt-image-1',
    'gpt-4o-mini-transcribe',
    'gpt-realtime',
    'omni-moderation-latest',
    'mistral-ocr-latest',
  ])('does not list %s, which is for another endpoint', (id) => {
    expect(fromModelList({ data: [{ id }] })).toEqual([]);
  });

  it('lists models that chat with audio', () => {
    expect(fromModelList({ data: [{ id: 'gpt-4o-audio-preview' }, { id: 'gpt-audio' }] })).toEqual([
      { match: 'gpt-4o-audio-preview', listed: true },
      { match: 'gpt-audio', listed: true },
    ]);
  });

  it('passes over what is no model', () => {
    expect(fromModelList({ data: [{}, null, { id: '' }, { id: 'x' }] })).toHaveLength(1);
    expect(fromModelList({})).toEqual([]);
  });
});
