import { Injectable } from '@nestjs/common';
import { Probe, type ProbeSource, type ReadinessProbe } from 'llm-gateway/contracts';
import { McpSource } from '../mcp/client/mcp.source.js';

/** The MCP servers that are configured now. Their connections know how they are: nothing is asked. */
@Injectable()
@Probe({ name: 'MCP servers' })
export class McpServersProbe implements ProbeSource {
  constructor(private readonly source: McpSource) {}

  probes(): readonly ReadinessProbe[] {
    return this.source.connections.map((connection) => ({
      name: `mcp_${connection.settings.name}`,
      required: false,
      async check() {
        if (connection.trouble !== undefined) throw new Error(connection.trouble);
      },
    }));
  }
}
