import { isSpecType, type CallToolResult, type ContentBlock } from '@modelcontextprotocol/server';
import type { ToolOutcome } from '../../tool-outcome.js';

/**
 * What became of a call, as MCP says it. A result that is in MCP's own form, with images for instance,
 * stays as it is; any other object is structured content as well as text.
 */
export function encodeCallResult(outcome: ToolOutcome): CallToolResult {
  if (!outcome.success) return failedCall(outcome.error);
  const { result } = outcome;
  if (typeof result === 'string') return { content: [{ type: 'text', text: result }] };
  if (isMcpResult(result)) return { ...result, content: [...result.content] };
  const content: ContentBlock[] = [{ type: 'text', text: JSON.stringify(result) }];
  return isObject(result) ? { content, structuredContent: result } : { content };
}

export function failedCall(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMcpResult(value: unknown): value is {
  readonly content: readonly ContentBlock[];
  readonly structuredContent?: Record<string, unknown>;
} {
  if (!isObject(value) || !Array.isArray(value['content'])) return false;
  const { content, structuredContent, ...rest } = value;
  return (
    Object.keys(rest).length === 0 &&
    content.length > 0 &&
    content.every(isSpecType.ContentBlock) &&
    (structuredContent === undefined || isObject(structuredContent))
  );
}
