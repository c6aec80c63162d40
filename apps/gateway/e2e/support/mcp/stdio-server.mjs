// An MCP server on stdio: `node stdio-server.mjs modern|legacy|deaf`. With TEST_PID_FILE it notes its pid.
import { appendFileSync } from 'node:fs';
import { call, listed, listeners } from './example-tools.mjs';

const [, , kind] = process.argv;
const info = { name: 'example', version: '1' };
const capabilities = { tools: { listChanged: true } };
if (process.env.TEST_PID_FILE) appendFileSync(process.env.TEST_PID_FILE, `${process.pid}\n`);

if (kind === 'modern') {
  const { Server } = await import('@modelcontextprotocol/server');
  const { serveStdio } = await import('@modelcontextprotocol/server/stdio');
  serveStdio(() => {
    const server = new Server(info, { capabilities });
    server.setRequestHandler('tools/list', () => ({ tools: listed() }));
    server.setRequestHandler('tools/call', ({ params }, { mcpReq }) => call(params, mcpReq.signal));
    listeners.add(() => void server.sendToolListChanged().catch(() => undefined));
    return server;
  });
} else if (kind === 'legacy') {
  const { Server } = await import('@modelcontextprotocol/sdk/server/index.js');
  const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js');
  const types = await import('@modelcontextprotocol/sdk/types.js');
  const server = new Server(info, { capabilities });
  server.setRequestHandler(types.ListToolsRequestSchema, () => ({ tools: listed() }));
  server.setRequestHandler(types.CallToolRequestSchema, ({ params }, { signal }) =>
    call(params, signal),
  );
  listeners.add(() => void server.sendToolListChanged());
  await server.connect(new StdioServerTransport());
} else {
  // Neither answers nor ends when it is told to.
  process.on('SIGTERM', () => undefined);
  process.stderr.write('I am deaf.\n');
  setInterval(() => undefined, 1_000);
}
