import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonSchema } from 'llm-gateway/contracts';

/** A version of JSON Schema. Its own schema takes 50 ms to compile, so all tools share that. */
class JsonSchemaDialect {
  #checker: Ajv | undefined;

  constructor(private readonly Compiler: new (options: Options) => Ajv) {}

  /** Throws an `Error` that says where a schema is none. */
  checkSchema(schema: JsonSchema): void {
    this.#checker ??= this.createAjv({});
    this.#checker.validateSchema(schema, true);
  }

  /** Compiles schemas, which it takes as checked. */
  createAjv(options: Options): Ajv {
    const ajv = new this.Compiler({ ...options, strict: false, validateSchema: false });
    formats.default(ajv);
    return ajv;
  }
}

/** Generators of schemas, MCP's legacy SDK among them, still write these drafts. */
const OLDER = /\/draft-0[4-7]\//;
const DRAFT_7 = new JsonSchemaDialect(Ajv);
const DRAFT_2020 = new JsonSchemaDialect(Ajv2020);

/** @param name what a schema has as `$schema`; draft 2020-12 where that names nothing older */
export function dialectOf(name: unknown): JsonSchemaDialect {
  return OLDER.test(String(name)) ? DRAFT_7 : DRAFT_2020;
}
