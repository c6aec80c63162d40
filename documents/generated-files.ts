import { ModelsFile, ProvidersFile } from 'llm-gateway/provider';
import { renderConfiguration } from './render-configuration.js';
import { renderErrors } from './render-errors.js';
import { renderProviders } from './render-providers.js';
import { toolsFileSchema } from './tools-file-schema.js';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

/** Every file of the repository that follows from the code. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    { path: 'docs/errors.md', content: renderErrors() },
    { path: 'docs/CONFIGURATION.md', content: renderConfiguration() },
    { path: 'docs/providers.md', content: renderProviders() },
    { path: 'config/providers.schema.json', content: renderSchema(ProvidersFile) },
    { path: 'config/models.schema.json', content: renderSchema(ModelsFile) },
    { path: 'config/tools.schema.json', content: renderSchema(toolsFileSchema()) },
  ];
}

function renderSchema(schema: object): string {
  const document = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
