export const MCP_SOURCE = 'mcp';
