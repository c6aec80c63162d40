import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import { currentContext, ownerOf } from 'llm-gateway/http';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../../tools.module-definition.js';
import { isOriginAllowed } from './is-origin-allowed.js';
import { McpEndpointOnDemand } from './mcp-endpoint-on-demand.js';
import { ApiMcp } from './mcp.openapi.js';
import { readMessage } from './read-message.js';
import { sendWebResponse, toWebRequest } from './web-exchange.js';

/** Streamable HTTP without sessions: the GET and DELETE of sessions are 405, as the protocol has it. */
@Controller('mcp')
export class McpController {
  constructor(
    private readonly endpoint: McpEndpointOnDemand,
    @Inject(TOOLS_OPTIONS) private readonly options: ToolsModuleOptions,
  ) {}

  @Post()
  @ApiMcp()
  async exchange(@Req() request: ExpressRequest, @Res() response: ExpressResponse): Promise<void> {
    if (!isOriginAllowed(request.headers, this.options.mcpAllowedOrigins))
      return await sendWebResponse(refuseOrigin(), response);
    const context = currentContext(request);
    const caller = { ...context, owner: ownerOf(request) };
    const endpoint = await this.endpoint.get();
    const answer = await endpoint.serve(
      toWebRequest(request, context.scope.signal),
      caller,
      readMessage(request.body),
    );
    await sendWebResponse(answer, response);
  }
}

function refuseOrigin(): Response {
  const message =
    'This origin may not use the MCP endpoint. An operator can allow it in LLM_GATEWAY_MCP_ALLOWED_ORIGINS.';
  const error = { jsonrpc: '2.0', id: null, error: { code: -32_000, message } };
  return Response.json(error, { status: 403 });
}
