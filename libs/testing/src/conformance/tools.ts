import type { FunctionTool } from 'llm-gateway/contracts';

export const WEATHER: FunctionTool = {
  type: 'function',
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
};

export const CLOCK: FunctionTool = {
  type: 'function',
  name: 'read_clock',
  description: 'The time.',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
};
