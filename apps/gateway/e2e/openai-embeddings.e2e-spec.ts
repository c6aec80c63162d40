import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { useGateway } from './support/gateway-under-test.js';
import { openaiClient } from './support/openai-client.js';
import { SUBJECTS, subjectNamed } from './support/subjects.js';

const gateway = useGateway();
const makers = SUBJECTS.filter(({ embeddingModel }) => embeddingModel !== undefined);

describe.each(makers)('openai SDK, embeddings by $name', (subject) => {
  const model = subject.embeddingModel!;

  it('decodes the base64 that the SDK asks for to the numbers that it gets as floats', async () => {
    const client = openaiClient(gateway);
    const input = ['one', 'a longer text'];
    // The SDK asks for base64 unless told otherwise, and decodes it.
    const packed = await client.embeddings.create({ model, input });
    const plain = await client.embeddings.create({ model, input, encoding_format: 'float' });
    expect(packed.data.map(({ index }) => index)).toEqual([0, 1]);
    for (const [index, { embedding }] of plain.data.entries()) {
      expect(embedding.length).toBeGreaterThan(1);
      expect(packed.data[index]?.embedding).toEqual(embedding.map(Math.fround));
    }
    expect(plain.data[0]?.embedding).not.toEqual(plain.data[1]?.embedding);
  });

  it('takes one text and counts its tokens', async () => {
    const { data, object, usage } = await openaiClient(gateway).embeddings.create({
      model,
      input: 'one',
    });
    expect(object).toBe('list');
    expect(data).toHaveLength(1);
    expect(usage).toEqual({
      prompt_tokens: expect.any(Number),
      total_tokens: expect.any(Number),
    });
  });

  it('passes the number of dimensions on', async () => {
    const { data } = await openaiClient(gateway).embeddings.create({
      model,
      input: 'one',
      dimensions: 3,
    });
    expect(data[0]?.embedding).toHaveLength(3);
  });

  it.each([
    [429, OpenAI.RateLimitError],
    [400, OpenAI.BadRequestError],
    [500, OpenAI.InternalServerError],
  ])('maps the vendor’s %i', async (status, ErrorClass) => {
    gateway.upstreamOf(subject).failWith({ type: 'status', status });
    const asked = openaiClient(gateway).embeddings.create({ model, input: 'one' });
    await expect(asked).rejects.toBeInstanceOf(ErrorClass);
  });
});

describe('openai SDK, embeddings', () => {
  it('says which provider makes none', async () => {
    const asked = openaiClient(gateway).embeddings.create({
      model: subjectNamed('anthropic').model,
      input: 'one',
    });
    await expect(asked).rejects.toMatchObject({
      status: 400,
      code: 'embeddings_not_supported',
      param: 'model',
      message: expect.stringContaining('anthropic'),
    });
  });

  it.each([
    ['input', { model: 'openai/x', input: [] }],
    ['model', { input: 'one' }],
    ['dimensions', { model: 'openai/x', input: 'one', dimensions: 0 }],
  ])('names the field at fault: %s', async (param, body) => {
    const asked = openaiClient(gateway).embeddings.create(body as never);
    await expect(asked).rejects.toMatchObject({ status: 400, code: 'invalid_request', param });
  });
});
