import type { SchemaValidator } from 'llm-gateway/http';

/** A JSON file of the configuration, and what it must be. */
export interface JsonFile<Content> {
  readonly path: string;
  /** Its subject is `The file`. */
  readonly validator: SchemaValidator<Content>;
}

/** Files whose contents only make sense together. */
export type JsonFiles<Contents> = { readonly [Name in keyof Contents]: JsonFile<Contents[Name]> };
