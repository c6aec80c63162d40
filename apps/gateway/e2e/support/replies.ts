import type OpenAI from 'openai';
import type { FakeReply } from 'llm-gateway/testing';

/** What DEFAULT_REPLY says, whole. */
export const DEFAULT_TEXT = 'Hello, wörld 👋';

export const SEARCH_PARAMETERS = {
  type: 'object' as const,
  properties: { query: { type: 'string' as const } },
  required: ['query'],
  additionalProperties: false,
};

export const SEARCH_TOOL: OpenAI.ChatCompletionFunctionTool = {
  type: 'function',
  function: { name: 'search', description: 'Searches.', parameters: SEARCH_PARAMETERS },
};

export const CLOCK_TOOL: OpenAI.ChatCompletionFunctionTool = {
  type: 'function',
  function: {
    name: 'clock',
    description: 'Tells the time.',
    parameters: { type: 'object', properties: {}, additionalProperties: false },
  },
};

const SEARCH_CALL = { id: 'call_1', name: 'search', arguments: ['{"query":', '"wörld"}'] };

export const SEARCH_REPLY: FakeReply = {
  toolCalls: [SEARCH_CALL],
  usage: { input: 20, output: 9 },
};

export const PARALLEL_REPLY: FakeReply = {
  toolCalls: [SEARCH_CALL, { id: 'call_2', name: 'clock', arguments: ['{}'] }],
  usage: { input: 20, output: 9 },
};

/** Text that follows WEATHER_SCHEMA, in pieces. */
export const WEATHER_REPLY: FakeReply = {
  text: ['{"city":"Pa', 'ris","degrees"', ':21}'],
  usage: { input: 20, output: 9 },
};

export const WEATHER = { city: 'Paris', degrees: 21 };
