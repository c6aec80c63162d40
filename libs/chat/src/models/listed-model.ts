/** A model in OpenAI's list shape, with what the gateway knows beyond it. */
export interface ListedModel {
  readonly id: string;
  readonly object: 'model';
  /** Unix seconds. Vendors do not tell it, so it is the start of this gateway. */
  readonly created: number;
  readonly owned_by: string;
  readonly provider: string;
  /** Tokens; absent when unknown. */
  readonly context_window?: number;
}

export interface ModelList {
  readonly object: 'list';
  readonly data: readonly ListedModel[];
}
