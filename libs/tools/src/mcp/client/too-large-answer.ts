import { ToolFailure } from '../../tool-failure.js';
import type { McpServerSettings } from './resolve-mcp-servers.js';

export function tooLargeAnswer({
  name,
  maximumBytes,
}: Pick<McpServerSettings, 'name' | 'maximumBytes'>): ToolFailure {
  return new ToolFailure(
    'response_too_large',
    `The answer of ${name} is larger than ${maximumBytes} bytes. Ask for less.`,
  );
}
