import { Logger } from '@nestjs/common';
import axios from 'axios';
import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { SchemaValidator } from 'llm-gateway/http';
import { Type, type Static } from 'typebox';

/** Texts in one request. */
const BATCH = 32;
const LIMITS = { timeout: 10_000, maxContentLength: 64 * 1024 * 1024, maxRedirects: 0 };

/** What matters of OpenAI's answer to `POST /v1/embeddings`. */
const Answer = Type.Object({
  data: Type.Array(Type.Object({ embedding: Type.Array(Type.Number(), { minItems: 1 }) })),
});
const answer = new SchemaValidator<Static<typeof Answer>>(Answer, 'The answer');

/** Turns texts into vectors of length one, with a model that the gateway serves. */
export class Embedder {
  /** After three failures in a row nothing is asked for ten seconds. */
  readonly #breaker = circuitBreaker(handleAll, {
    halfOpenAfter: 10_000,
    breaker: new ConsecutiveBreaker(3),
  });
  readonly #logger = new Logger('Embeddings');

  /** @param model none makes no vectors */
  constructor(
    private readonly url: string,
    private readonly model: string,
  ) {}

  /** One vector for each text, or undefined when there are none to be had now. */
  async embed(texts: readonly string[]): Promise<Float32Array[] | undefined> {
    if (this.model === '') return undefined;
    const vectors: Float32Array[] = [];
    try {
      while (vectors.length < texts.length) {
        const batch = texts.slice(vectors.length, vectors.length + BATCH);
        vectors.push(...(await this.#breaker.execute(() => this.#request(batch))));
      }
      return vectors;
    } catch (error) {
      this.#logger.warn(`${this.url}, ${this.model}: ${(error as Error).message}`);
      return undefined;
    }
  }

  async #request(input: readonly string[]): Promise<Float32Array[]> {
    const { data } = await axios.post<unknown>(this.url, { model: this.model, input }, LIMITS);
    const embeddings = answer.check(data).data;
    if (embeddings.length !== input.length)
      throw new Error(`${embeddings.length} vectors for ${input.length} texts`);
    return embeddings.map(({ embedding }) => {
      const length = Math.hypot(...embedding) || 1;
      return Float32Array.from(embedding, (value) => value / length);
    });
  }
}
