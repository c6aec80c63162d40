import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/client';
import { ToolFailure } from '../../tool-failure.js';

/**
 * The result of a tool: the text; structured content where there is no text; or, if there are images,
 * audio or resources, the content as MCP writes it. Throws `tool_error` for a result that says
 * `isError`.
 */
export function readCallResult(
  tool: string,
  { content, structuredContent, isError }: CallToolResult,
): unknown {
  if (isError === true)
    throw new ToolFailure(
      'tool_error',
      describe(content, structuredContent) || `${tool} failed and did not say why.`,
    );
  if (content.length === 0) return structuredContent ?? null;
  if (content.every(isText)) return textOf(content);
  return {
    content,
    ...(structuredContent !== undefined && { structuredContent }),
  };
}

function describe(content: readonly ContentBlock[], structuredContent: unknown): string {
  const text = textOf(content);
  if (text !== '' || structuredContent === undefined) return text;
  return JSON.stringify(structuredContent);
}

function isText(block: ContentBlock): boolean {
  return block.type === 'text';
}

function textOf(content: readonly ContentBlock[]): string {
  return content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
}
