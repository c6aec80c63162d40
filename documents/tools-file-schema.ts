import { HttpHandlerSettings, ToolsFile } from 'llm-gateway/tools';

/** The gateway itself takes any handler that a module brings; people are told of the one that is built in. */
export function toolsFileSchema(): object {
  const schema = structuredClone(ToolsFile) as { properties: { tools: { items: Tool } } };
  const { properties } = schema.properties.tools.items;
  properties.handler = { anyOf: [HttpHandlerSettings, properties.handler] };
  return schema;
}

interface Tool {
  readonly properties: { handler: object };
}
