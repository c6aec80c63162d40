import type { Tool as McpTool } from '@modelcontextprotocol/client';
import { compileParameters } from '../../registry/compile-parameters.js';
import type { Tool } from '../../tool.js';
import type { McpConnection } from './mcp-connection.js';
import { McpToolExecutor } from './mcp-tool-executor.js';
import { nameMcpTools } from './name-mcp-tools.js';
import { MCP_SOURCE } from './mcp-source-name.js';

/** More than any model can choose from; two gateways that are each other's servers end here too. */
const MAXIMUM_TOOLS = 500;

/**
 * A server's tools, ready to be called, in the server's order.
 *
 * @param leaveOut is told of each tool that cannot be used, and why
 */
export function prepareMcpTools(
  connection: McpConnection,
  leaveOut: (tool: string, reason: string) => void,
): readonly Tool[] {
  const { settings } = connection;
  const wanted = connection.tools.filter(
    ({ name }) => settings.tools === undefined || settings.tools.includes(name),
  );
  const names = nameMcpTools(
    settings.name,
    wanted.map(({ name }) => name),
  );
  const unique = [...new Map(wanted.map((tool) => [tool.name, tool])).values()];
  const [surplus] = unique.slice(MAXIMUM_TOOLS);
  if (surplus) leaveOut(surplus.name, `the server has more than ${MAXIMUM_TOOLS} tools`);
  return unique.slice(0, MAXIMUM_TOOLS).flatMap((tool) => {
    try {
      return [prepare(connection, tool, names.get(tool.name)!)];
    } catch (error) {
      leaveOut(tool.name, (error as Error).message);
      return [];
    }
  });
}

function prepare(connection: McpConnection, tool: McpTool, name: string): Tool {
  const parameters = tool.inputSchema;
  return {
    name,
    description: tool.description ?? tool.title ?? tool.annotations?.title ?? tool.name,
    parameters,
    source: MCP_SOURCE,
    timeoutMs: connection.settings.timeoutMs,
    inject: {},
    executor: new McpToolExecutor(connection, tool.name),
    check: compileParameters(parameters),
  };
}
