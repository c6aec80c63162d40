import { ModelsFile, ProvidersFile } from 'llm-gateway/provider';
import { readApiDocument } from './read-api-document.js';
import { renderApi } from './render-api.js';
import { renderConfiguration } from './render-configuration.js';
import { renderErrors } from './render-errors.js';
import { renderProviders } from './render-providers.js';
import { toolsFileSchema } from './tools-file-schema.js';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly render: () => string | Promise<string>;
}

/** Every file of the repository that follows from the code. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    { path: 'docs/errors.md', render: renderErrors },
    { path: 'docs/API.md', render: async () => renderApi(await readApiDocument()) },
    { path: 'docs/CONFIGURATION.md', render: renderConfiguration },
    { path: 'docs/providers.md', render: renderProviders },
    { path: 'config/providers.schema.json', render: () => renderSchema(ProvidersFile) },
    { path: 'config/models.schema.json', render: () => renderSchema(ModelsFile) },
    { path: 'config/tools.schema.json', render: () => renderSchema(toolsFileSchema()) },
  ];
}

function renderSchema(schema: object): string {
  const document = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
