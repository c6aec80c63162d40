import { createGateway } from '../apps/gateway/src/create-gateway.js';
import type { FileSchema } from './flatten-schema.js';

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: FileSchema;
}

interface ApiContent {
  readonly [mediaType: string]: {
    readonly schema?: FileSchema;
    readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
  };
}

export interface ApiOperation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly content: ApiContent };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: ApiContent }>
  >;
}

/** As much of OpenAPI as the gateway's document has. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

/** The document of a gateway without any setting, as it serves it. */
export async function readApiDocument(): Promise<ApiDocument> {
  process.env['LLM_GATEWAY_DATA_DIR'] = ':memory:';
  const { app } = await createGateway();
  try {
    await app.listen(0, '127.0.0.1');
    const answer = await fetch(`${await app.getUrl()}/openapi.json`);
    return (await answer.json()) as ApiDocument;
  } finally {
    await app.close();
  }
}
