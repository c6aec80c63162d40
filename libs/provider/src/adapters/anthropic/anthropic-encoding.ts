import type { ModelFacts } from 'llm-gateway/contracts';
import type { ToolCallIds } from './tool-call-ids.js';
import type { ToolNames } from './tool-names.js';

/** What all parts of one request's translation share. */
export interface AnthropicEncoding {
  /** As the provider names it, for error messages. */
  readonly model: string;
  readonly facts: ModelFacts;
  readonly toolNames: ToolNames;
  readonly toolCallIds: ToolCallIds;
  /** Wire names of the fields that are left out. */
  readonly ignored: Set<string>;
}

/** What is needed to read the answer back as the client asked for it. */
export interface AnthropicReading {
  readonly toolNames: ToolNames;
  /** Wire names of tools whose one string field is the text of a custom tool call. */
  readonly customTools: ReadonlySet<string>;
  /** Wire name of the tool whose input is the answer's content. */
  readonly jsonTool?: string;
  /** The content must be one JSON object. */
  readonly jsonObject: boolean;
}

/** The field that carries a custom tool's text, since Anthropic has only tools with JSON input. */
export const CUSTOM_TOOL_FIELD = 'input';

/** Who signed a thinking block (OpenRouter's `reasoning_details[].format`). */
export const REASONING_FORMAT = 'anthropic-claude-v1';
