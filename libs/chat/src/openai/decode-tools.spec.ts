import { describe, expect, it } from '@jest/globals';
import type { ChatTool, ToolChoice } from 'llm-gateway/contracts';
import type { ChatCompletionRequest } from './chat-completion-request.schema.js';
import { decodeToolChoice, decodeTools } from './decode-tools.js';

const body = (fields: object) => ({ model: 'm', messages: [], ...fields }) as ChatCompletionRequest;

const PARAMETERS = { type: 'object', properties: { city: { type: 'string' } } };
const GRAMMAR = { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "a"' } };

describe('decodeTools', () => {
  it.each<[string, object, ChatTool]>([
    [
      'a function with everything',
      {
        type: 'function',
        function: { name: 'f', description: 'Does.', parameters: PARAMETERS, strict: true },
        cache_control: { type: 'ephemeral', ttl: '1h' },
      },
      {
        type: 'function',
        name: 'f',
        description: 'Does.',
        parameters: PARAMETERS,
        strict: true,
        cache: { ttl: '1h' },
      },
    ],
    [
      'a function with a name only',
      { type: 'function', function: { name: 'f' } },
      { type: 'function', name: 'f' },
    ],
    [
      'nulls',
      {
        type: 'function',
        function: { name: 'f', description: null, parameters: null, strict: null },
        cache_control: null,
      },
      { type: 'function', name: 'f' },
    ],
    [
      'strict: false',
      { type: 'function', function: { name: 'f', strict: false } },
      { type: 'function', name: 'f', strict: false },
    ],
    [
      'a custom tool',
      { type: 'custom', custom: { name: 'c', description: 'Free.', format: GRAMMAR } },
      { type: 'custom', name: 'c', description: 'Free.', format: GRAMMAR },
    ],
    [
      'a custom tool with a name only',
      { type: 'custom', custom: { name: 'c', format: null } },
      { type: 'custom', name: 'c' },
    ],
  ])('decodes %s', (_what, wire, tool) => {
    expect(decodeTools(body({ tools: [wire] }))).toEqual([tool]);
  });

  it('takes the deprecated functions after the tools', () => {
    const fields = {
      tools: [{ type: 'function', function: { name: 'new' } }],
      functions: [{ name: 'old', description: 'Old.', parameters: PARAMETERS }],
    };
    expect(decodeTools(body(fields))).toEqual([
      { type: 'function', name: 'new' },
      { type: 'function', name: 'old', description: 'Old.', parameters: PARAMETERS },
    ]);
  });

  it.each([{}, { tools: null, functions: null }, { tools: [], functions: [] }])(
    'finds none in %j',
    (fields) => {
      expect(decodeTools(body(fields))).toEqual([]);
    },
  );
});

describe('decodeToolChoice', () => {
  const allowed = (mode: string, ...tools: object[]) => ({
    tool_choice: { type: 'allowed_tools', allowed_tools: { mode, tools } },
  });

  it.each<[object, ToolChoice | undefined]>([
    [{}, undefined],
    [{ tool_choice: null, function_call: null }, undefined],
    [{ tool_choice: 'auto' }, { type: 'auto' }],
    [{ tool_choice: 'none' }, { type: 'none' }],
    [{ tool_choice: 'required' }, { type: 'required' }],
    [
      { tool_choice: { type: 'function', function: { name: 'f' } } },
      { type: 'tool', name: 'f', kind: 'function' },
    ],
    [
      { tool_choice: { type: 'custom', custom: { name: 'c' } } },
      { type: 'tool', name: 'c', kind: 'custom' },
    ],
    [
      allowed(
        'required',
        { type: 'function', function: { name: 'f' } },
        { type: 'custom', custom: { name: 'c' } },
      ),
      { type: 'allowed', mode: 'required', names: ['f', 'c'] },
    ],
    [allowed('auto'), { type: 'allowed', mode: 'auto', names: [] }],
    [{ function_call: 'none' }, { type: 'none' }],
    [{ function_call: 'auto' }, { type: 'auto' }],
    [{ function_call: { name: 'f' } }, { type: 'tool', name: 'f', kind: 'function' }],
    [{ tool_choice: 'required', function_call: 'none' }, { type: 'required' }],
    [{ tool_choice: null, function_call: 'auto' }, { type: 'auto' }],
  ])('decodes %j', (fields, choice) => {
    expect(decodeToolChoice(body(fields))).toEqual(choice);
  });
});
