import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { JsonBodyPipe, currentContext, ownerOf, type JsonBody } from 'llm-gateway/http';
import type { OpenAiTool, ToolJson, ToolResultJson } from './encode-tool.js';
import { ExecuteToolRequest } from './execute-tool-request.schema.js';
import { ToolFormatPipe, type ToolFormat } from './tool-format.pipe.js';
import { ApiExecuteTool, ApiGetTool, ApiListTools } from './tools.openapi.js';
import { ToolsService } from './tools.service.js';

@Controller('v1/tools')
export class ToolsController {
  constructor(private readonly tools: ToolsService) {}

  @Get()
  @ApiListTools()
  list(@Query('format', ToolFormatPipe) format: ToolFormat): {
    readonly object: 'list';
    readonly data: readonly (ToolJson | OpenAiTool)[];
  } {
    const data = format === 'openai' ? this.tools.listForOpenAi() : this.tools.list();
    return { object: 'list', data };
  }

  @Get(':name')
  @ApiGetTool()
  get(
    @Param('name') name: string,
    @Query('format', ToolFormatPipe) format: ToolFormat,
  ): ToolJson | OpenAiTool {
    return format === 'openai' ? this.tools.getForOpenAi(name) : this.tools.get(name);
  }

  @Post('execute')
  @HttpCode(200)
  @ApiExecuteTool()
  execute(
    @Body(new JsonBodyPipe<ExecuteToolRequest>(ExecuteToolRequest))
    body: JsonBody<ExecuteToolRequest>,
    @Req() request: Request,
  ): Promise<ToolResultJson> {
    return this.tools.execute(ownerOf(request), body.value, currentContext(request));
  }
}
