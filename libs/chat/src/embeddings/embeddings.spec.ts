import { describe, expect, it } from '@jest/globals';
import { CallScope, GatewayError, type EmbeddingsCall } from 'llm-gateway/contracts';
import { JsonBodyPipe } from 'llm-gateway/http';
import type { ProviderDirectory, ProviderGateway } from 'llm-gateway/provider';
import { decodeEmbeddingsRequest } from './decode-embeddings-request.js';
import { EmbeddingsRequest } from './embeddings-request.schema.js';
import { EmbeddingsService } from './embeddings.service.js';
import { encodeEmbeddingsResponse } from './encode-embeddings-response.js';

const pipe = new JsonBodyPipe<EmbeddingsRequest>(EmbeddingsRequest);
const check = (body: object) => pipe.transform(Buffer.from(JSON.stringify(body))).value;

describe('EmbeddingsRequest', () => {
  it.each<[object, string, string]>([
    [{ input: 'x' }, 'model', 'is required.'],
    [{ model: 'm' }, 'input', 'is required.'],
    [{ model: 'm', input: null }, 'input', 'must be a string or an array, not null.'],
    [{ model: 'm', input: '' }, 'input', 'must not be empty.'],
    [{ model: 'm', input: [] }, 'input', 'must have at least 1 entry.'],
    [{ model: 'm', input: ['a', 1] }, 'input[1]', 'must be a string, not 1.'],
    [{ model: 'm', input: [1, 'a'] }, 'input[1]', 'must be an integer, not a string.'],
    [{ model: 'm', input: [-1] }, 'input[0]', 'must be at least 0, not -1.'],
    [{ model: 'm', input: [[]] }, 'input[0]', 'must have at least 1 entry.'],
    [{ model: 'm', input: [['a']] }, 'input[0][0]', 'must be an integer, not a string.'],
    [
      { model: 'm', input: 'x', encoding_format: 'int8' },
      'encoding_format',
      'must be one of "float", "base64", not "int8".',
    ],
    [{ model: 'm', input: 'x', dimensions: 0 }, 'dimensions', 'must be at least 1, not 0.'],
  ])('refuses %j', (body, param, sentence) => {
    expect(() => check(body)).toThrow(
      expect.objectContaining({ message: `'${param}' ${sentence}`, details: { param } }),
    );
  });

  it.each<[unknown, unknown[]]>([
    ['text', ['text']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [[1, 2, 3], [[1, 2, 3]]],
    [
      [[1], [2, 3]],
      [[1], [2, 3]],
    ],
  ])('decodes the input %j', (input, canonical) => {
    const fields = { encoding_format: null, dimensions: null, user: null };
    expect(decodeEmbeddingsRequest(check({ model: 'm', input, ...fields }))).toEqual({
      input: canonical,
      unknownFields: {},
    });
  });

  it('decodes every field and keeps unknown ones', () => {
    const body = check({ model: 'm', input: 'x', dimensions: 3, user: 'u', input_type: 'query' });
    expect(decodeEmbeddingsRequest(body)).toEqual({
      input: ['x'],
      dimensions: 3,
      user: 'u',
      unknownFields: { input_type: 'query' },
    });
  });
});

describe('encodeEmbeddingsResponse', () => {
  const response = { vectors: [[0.5, -1.25], Float32Array.of(0.1)], inputTokens: 4, model: 'e-1' };

  it('writes numbers', () => {
    expect(encodeEmbeddingsResponse(response, 'asked-for', 'float')).toEqual({
      object: 'list',
      data: [
        { object: 'embedding', index: 0, embedding: [0.5, -1.25] },
        { object: 'embedding', index: 1, embedding: [Math.fround(0.1)] },
      ],
      model: 'e-1',
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });
  });

  it('writes base64 of little-endian 32-bit floats', () => {
    const { data } = encodeEmbeddingsResponse(response, 'm', 'base64') as any;
    const bytes = Buffer.from(data[0].embedding, 'base64');
    expect(bytes).toEqual(Buffer.from('0000003f0000a0bf', 'hex'));
  });

  it('stands in for what the provider does not tell', () => {
    expect(encodeEmbeddingsResponse({ vectors: [] }, 'asked-for', 'float')).toMatchObject({
      model: 'asked-for',
      usage: { prompt_tokens: 0, total_tokens: 0 },
    });
  });
});

describe('EmbeddingsService', () => {
  function serviceFor(embed: (call: EmbeddingsCall) => object) {
    const directory = {
      resolve: (requested: string) => ({
        provider: {},
        model: { requested, name: 'up', facts: {} },
      }),
    };
    const gateway = { embed: async (call: EmbeddingsCall) => embed(call) };
    return new EmbeddingsService(
      directory as never as ProviderDirectory,
      gateway as never as ProviderGateway,
    );
  }

  it('answers in the encoding that was asked for, floats otherwise, and records the tokens', async () => {
    const context = { requestId: 'r', scope: new CallScope() };
    const service = serviceFor(() => ({ vectors: [[1]], inputTokens: 2 }));
    const ask = async (fields: object) =>
      JSON.parse(await service.create(check({ model: 'm', input: 'x', ...fields }), context))
        .data[0].embedding;
    expect(await ask({})).toEqual([1]);
    expect(await ask({ encoding_format: null })).toEqual([1]);
    expect(await ask({ encoding_format: 'base64' })).toBe('AACAPw==');
    expect(context.scope.record.usage).toEqual({ inputTokens: 2, outputTokens: 0 });
  });

  it('passes a failure on', async () => {
    const failure = new GatewayError('embeddings_not_supported', 'No.');
    const service = serviceFor(() => {
      throw failure;
    });
    const context = { requestId: 'r', scope: new CallScope() };
    await expect(service.create(check({ model: 'm', input: 'x' }), context)).rejects.toBe(failure);
  });
});
