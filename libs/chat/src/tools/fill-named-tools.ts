import type { ChatTool } from 'llm-gateway/contracts';
import type { Tool } from 'llm-gateway/tools';

/** A tool that a request only names, and that the registry describes. */
function isNamedOnly(tool: ChatTool): boolean {
  return tool.type === 'function' && tool.description === undefined && !tool.parameters;
}

/** Descriptions and schemas out of the registry for the tools that a request only names. */
export function fillNamedTools(
  tools: readonly ChatTool[],
  find: (name: string) => Tool | undefined,
): readonly ChatTool[] {
  return tools.map((tool) => {
    const known = isNamedOnly(tool) ? find(tool.name) : undefined;
    return known ? { ...tool, description: known.description, parameters: known.parameters } : tool;
  });
}
