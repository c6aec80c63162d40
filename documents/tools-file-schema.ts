import type { FileSchema } from './flatten-schema.js';
import { HttpHandlerSettings, ToolsFile } from 'llm-gateway/tools';

/** The gateway itself takes any handler that a module brings; people are told of the one that is built in. */
export function toolsFileSchema(): FileSchema {
  const schema = structuredClone(ToolsFile) as { properties: { tools: { items: Tool } } };
  const { properties } = schema.properties.tools.items;
  properties.handler = { anyOf: [HttpHandlerSettings, properties.handler] };
  return schema as FileSchema;
}

interface Tool {
  readonly properties: { handler: object };
}
