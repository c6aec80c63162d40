import type { ImportGraph, SourceFile } from 'llm-gateway/import-graph';
import type { Static, TSchema } from 'typebox';
import type { AnswerSchema } from '../llm/answer-schema.js';

/** The code that an agent works on, and what is known of it before a model sees it. */
export interface Material {
  readonly files: readonly SourceFile[];
  /** Only for agents that use it. */
  readonly graph: ImportGraph | undefined;
}

/**
 * A task for a model: a prompt and the JSON Schema of the answer, which keeps to what all providers
 * honour under `strict`: every field required, no others, no limits.
 */
export interface Agent<Answer extends TSchema = TSchema, Result extends TSchema = TSchema> {
  /** As in its path: `code-review`. */
  readonly name: string;
  readonly prompt: string;
  readonly answer: AnswerSchema<Answer>;
  /** JSON Schema of what the client gets. */
  readonly result: Result;
  readonly usesGraph?: boolean;
  /** Puts a number before each line, so that the model can name lines. */
  readonly numbersLines?: boolean;
  /** The model's answer, with whatever code knows better. */
  toResult(answer: Static<Answer>, material: Material): Static<Result>;
}
