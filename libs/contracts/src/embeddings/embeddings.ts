/** A request for vectors, decoded. */
export interface EmbeddingsRequest {
  /** Texts, or lists of token ids where the provider takes them. */
  readonly input: readonly (string | readonly number[])[];
  /** Length of the vectors, where the model lets the caller choose. */
  readonly dimensions?: number;
  readonly user?: string;
  readonly unknownFields: Readonly<Record<string, unknown>>;
}

export interface EmbeddingsResponse {
  /** One vector for each input, in the order of the inputs. */
  readonly vectors: readonly (readonly number[] | Float32Array)[];
  readonly model?: string;
  /** Tokens of all inputs; absent when the provider counts none. */
  readonly inputTokens?: number;
}
