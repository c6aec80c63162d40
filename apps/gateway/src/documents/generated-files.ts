import { ModelsFile, ProvidersFile } from 'llm-gateway/provider';
import { HttpHandlerSettings, ToolsFile } from 'llm-gateway/tools';
import { renderErrors } from './render-errors.js';
import { renderProviders } from './render-providers.js';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

/** Every file of the repository that follows from the code. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    { path: 'docs/errors.md', content: renderErrors() },
    { path: 'docs/providers.md', content: renderProviders() },
    { path: 'config/providers.schema.json', content: renderSchema(ProvidersFile) },
    { path: 'config/models.schema.json', content: renderSchema(ModelsFile) },
    { path: 'config/tools.schema.json', content: renderSchema(withHttpHandler()) },
  ];
}

function renderSchema(schema: object): string {
  const document = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** The gateway itself takes any handler that a module brings; editors know of the one that is built in. */
function withHttpHandler(): object {
  const schema = structuredClone(ToolsFile) as { properties: { tools: { items: Tool } } };
  const { properties } = schema.properties.tools.items;
  properties.handler = { anyOf: [HttpHandlerSettings, properties.handler] };
  return schema;
}

interface Tool {
  readonly properties: { handler: object };
}
