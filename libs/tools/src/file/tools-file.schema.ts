import { Type, type Static } from 'typebox';
import { McpServerConfig } from '../mcp/client/mcp-server-config.schema.js';
import type { ToolDefinition } from '../tool-definition.js';

const ToolConfig = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-zA-Z0-9_-]{1,64}$',
      description: '1 to 64 letters, digits, `_` and `-`.',
    }),
    description: Type.String({
      minLength: 1,
      description: 'For the model: what the tool does, and when to call it.',
    }),
    parameters: Type.Unsafe<ToolDefinition['parameters']>({
      type: 'object',
      required: ['type'],
      description: 'JSON Schema (2020-12) of the arguments; its type is `object`.',
    }),
    handler: Type.Unsafe<ToolDefinition['handler']>({
      type: 'object',
      required: ['type'],
      properties: { type: { type: 'string' } },
      description: 'How the tool is run; `type` is `http` or a handler of your own.',
    }),
  },
  { additionalProperties: false },
);

/** `config/tools.json`: tools of your own, and MCP servers whose tools are taken over. */
export const ToolsFile = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    tools: Type.Optional(Type.Array(ToolConfig)),
    mcpServers: Type.Optional(
      Type.Record(Type.String(), McpServerConfig, {
        description: 'MCP servers by name; a tool of theirs is called `<server>__<tool>`.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ToolsFile = Static<typeof ToolsFile>;
