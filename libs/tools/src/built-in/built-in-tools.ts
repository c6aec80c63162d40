import type { JsonSchema } from 'llm-gateway/contracts';
import type { ToolDefinition } from '../tool-definition.js';
import type { ToolsModuleOptions } from '../tools.module-definition.js';

const files = {
  type: 'array',
  minItems: 1,
  description: 'The source files.',
  items: object({ path: text('Path of the file.'), content: text('Its text.') }, [
    'path',
    'content',
  ]),
};
const instructions = text('What to look at in particular.');

/** The tools that every gateway has: those of the semantic-search and the ai-agents service. */
export function builtInTools({
  semanticSearchUrl,
  aiAgentsUrl,
}: Pick<ToolsModuleOptions, 'semanticSearchUrl' | 'aiAgentsUrl'>): readonly ToolDefinition[] {
  const agent = (name: string, route: string, description: string): ToolDefinition => ({
    name,
    description,
    parameters: object({ files, instructions }, ['files']),
    handler: { type: 'http', url: `${aiAgentsUrl}/v1/agents/${route}/run`, timeout_ms: 120_000 },
  });
  return [
    {
      name: 'semantic_search',
      description:
        'Searches the indexed documents and returns the passages that fit the query best, each with its source.',
      parameters: object(
        {
          query: { ...text('What to look for, in plain words.'), minLength: 1 },
          top_k: {
            type: 'integer',
            minimum: 1,
            maximum: 50,
            description: 'How many passages; 5 by default.',
          },
          collection: text('Which collection of documents to search.'),
        },
        ['query'],
      ),
      handler: { type: 'http', url: `${semanticSearchUrl}/v1/search` },
    },
    {
      name: 'get_chunk',
      description: 'Returns one passage of an indexed document by its id, as a search gave it.',
      parameters: object({ chunk_id: { ...text('Id of the passage.'), minLength: 1 } }, [
        'chunk_id',
      ]),
      handler: {
        type: 'http',
        method: 'GET',
        url: `${semanticSearchUrl}/v1/chunks/{chunk_id}`,
        retries: 2,
      },
    },
    agent(
      'analyze_architecture',
      'architecture',
      'Analyses how the given source files depend on each other: components, cycles, risks.',
    ),
    agent(
      'review_code',
      'code-review',
      'Reviews the given source files and returns findings with their lines.',
    ),
    agent(
      'generate_docs',
      'doc-generate',
      'Writes documentation in Markdown for the given source files.',
    ),
  ];
}

function text(description: string): JsonSchema {
  return { type: 'string', description };
}

function object(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}
