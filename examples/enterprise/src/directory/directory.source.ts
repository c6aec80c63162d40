import { Injectable } from '@nestjs/common';
import {
  ContributesTools,
  HandlerRegistry,
  prepareTool,
  type Tool,
  type ToolDefinition,
  type ToolSource,
} from 'llm-gateway/tools';

const SOURCE = 'directory';
const TIMEOUT_MS = 1_000;

const FIND_OFFICE: ToolDefinition = {
  name: 'find_office',
  description: 'Tells the phone number and the opening hours of one of our offices.',
  parameters: {
    type: 'object',
    properties: { city: { enum: ['Lyon', 'Leeds'], description: 'Where the office is.' } },
    required: ['city'],
    additionalProperties: false,
  },
  handler: { type: 'table', table: 'offices', column: 'city' },
};

/** Tools that every gateway of the house has, whatever its tools.json says. */
@Injectable()
@ContributesTools({ name: SOURCE, order: 150 })
export class DirectorySource implements ToolSource {
  constructor(private readonly handlers: HandlerRegistry) {}

  async start(publish: (tools: readonly Tool[]) => void): Promise<void> {
    publish([prepareTool(FIND_OFFICE, this.handlers, { source: SOURCE, timeoutMs: TIMEOUT_MS })]);
  }

  async stop(): Promise<void> {}
}
