import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConfigurationModule } from 'llm-gateway/configuration';
import { BuiltInSource } from './built-in/built-in.source.js';
import { ToolsFileSource } from './file/tools-file.source.js';
import { WatchedToolsFile } from './file/watched-tools-file.js';
import { HttpToolHandler } from './handlers/http/http-tool.handler.js';
import { McpSource } from './mcp/client/mcp.source.js';
import { McpController } from './mcp/server/mcp.controller.js';
import { McpEndpointOnDemand } from './mcp/server/mcp-endpoint-on-demand.js';
import { McpServersProbe } from './probes/mcp-servers.probe.js';
import { ToolServicesProbe } from './probes/tool-services.probe.js';
import { HandlerRegistry } from './registry/handler-registry.js';
import { ToolRegistry } from './registry/tool-registry.js';
import { BreakersSection } from './run/breakers.section.js';
import { ServiceBreakers } from './run/service-breakers.js';
import { ToolRunner } from './run/tool-runner.js';
import { ToolsController } from './tools.controller.js';
import { ConfigurableToolsModule } from './tools.module-definition.js';
import { ToolsService } from './tools.service.js';

/** Tools that run on other services. Global, so that chats find it where it is imported. */
@Global()
@Module({
  imports: [DiscoveryModule, ConfigurationModule],
  controllers: [ToolsController, McpController],
  providers: [
    HandlerRegistry,
    ToolRegistry,
    ServiceBreakers,
    ToolRunner,
    ToolsService,
    HttpToolHandler,
    WatchedToolsFile,
    BuiltInSource,
    ToolsFileSource,
    McpSource,
    McpEndpointOnDemand,
    ToolServicesProbe,
    McpServersProbe,
    BreakersSection,
  ],
  exports: [ToolRegistry, ToolRunner, HandlerRegistry],
})
export class ToolsModule extends ConfigurableToolsModule {}
