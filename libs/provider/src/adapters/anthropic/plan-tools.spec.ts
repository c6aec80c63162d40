import { describe, expect, it } from '@jest/globals';
import type { ChatRequest, ChatTool, ToolChoice } from 'llm-gateway/contracts';
import { chatRequest } from 'llm-gateway/testing';
import type { OutputFormatPlan } from './plan-output-format.js';
import { planTools } from './plan-tools.js';
import { ToolCallIds } from './tool-call-ids.js';
import { ToolNames } from './tool-names.js';

const TOOLS: ChatTool[] = [
  { type: 'function', name: 'get.weather', description: 'Tells the weather' },
  { type: 'function', name: 'get_time' },
];
const TEXT: OutputFormatPlan = { type: 'text' };
const SINGLE = { disable_parallel_tool_use: true };

function plan(
  request: Partial<ChatRequest>,
  { mayForce = true, format = TEXT, structuredOutput = true } = {},
) {
  const ignored = new Set<string>();
  const encoding = {
    model: 'claude-test',
    facts: { structuredOutput },
    toolNames: new ToolNames((request.tools ?? []).map(({ name }) => name)),
    toolCallIds: new ToolCallIds(),
    ignored,
  };
  const planned = planTools(chatRequest(request), format, mayForce, encoding);
  return { ...planned, names: planned.tools?.map(({ name }) => name), ignored: [...ignored] };
}

describe('tools', () => {
  it('are renamed to what Anthropic allows and get an input schema', () => {
    expect(plan({ tools: TOOLS })).toEqual({
      tools: [
        {
          name: 'get_weather',
          description: 'Tells the weather',
          input_schema: { type: 'object', properties: {} },
        },
        { name: 'get_time', input_schema: { type: 'object', properties: {} } },
      ],
      names: ['get_weather', 'get_time'],
      ignored: [],
    });
  });

  it('keep their parameters, and their cache marker', () => {
    const parameters = { type: 'object', properties: { n: { type: 'integer', minimum: 1 } } };
    const tool: ChatTool = { type: 'function', name: 'f', parameters, cache: { ttl: '1h' } };
    expect(plan({ tools: [tool] }).tools).toEqual([
      {
        name: 'f',
        input_schema: parameters,
        cache_control: { type: 'ephemeral', ttl: '1h' },
      },
    ]);
  });

  it('are strict where model and schema allow it, else that is reported', () => {
    const closed = {
      type: 'object',
      properties: { n: { type: 'integer', minimum: 1 } },
      required: ['n'],
    };
    const open = { type: 'object', additionalProperties: true };
    const strict = (parameters: object, structuredOutput = true) =>
      plan(
        { tools: [{ type: 'function', name: 'f', strict: true, parameters: { ...parameters } }] },
        { structuredOutput },
      );
    expect(strict(closed)).toMatchObject({
      tools: [
        {
          strict: true,
          input_schema: {
            additionalProperties: false,
            properties: { n: { type: 'integer', description: '(minimum: 1)' } },
          },
        },
      ],
      ignored: [],
    });
    for (const planned of [strict(open), strict(closed, false)]) {
      expect(planned.tools?.[0]).not.toHaveProperty('strict');
      expect(planned.ignored).toEqual(['tools[].function.strict']);
    }
  });

  it('of free text become a function with one string', () => {
    const custom: ChatTool = { type: 'custom', name: 'shell', format: { type: 'text' } };
    expect(plan({ tools: [custom] }).tools?.[0]?.input_schema).toEqual({
      type: 'object',
      properties: { input: { type: 'string' } },
      required: ['input'],
      additionalProperties: false,
    });
    const grammar: ChatTool = { ...custom, format: { type: 'grammar', grammar: {} } };
    expect(() => plan({ tools: [grammar] })).toThrow(/grammar/);
  });
});

describe('tool choice', () => {
  const NAMED: ToolChoice = { type: 'tool', name: 'get.weather', kind: 'function' };

  it.each<[ToolChoice | undefined, boolean | undefined, object | undefined]>([
    [undefined, undefined, undefined],
    [undefined, true, undefined],
    [undefined, false, { type: 'auto', ...SINGLE }],
    [{ type: 'auto' }, undefined, { type: 'auto' }],
    [{ type: 'none' }, false, { type: 'none' }],
    [{ type: 'required' }, undefined, { type: 'any' }],
    [{ type: 'required' }, false, { type: 'any', ...SINGLE }],
    [NAMED, undefined, { type: 'tool', name: 'get_weather' }],
    [NAMED, false, { type: 'tool', name: 'get_weather', ...SINGLE }],
  ])('%j with parallel calls %s is %j', (toolChoice, parallelToolCalls, expected) => {
    const planned = plan({
      tools: TOOLS,
      ...(toolChoice && { toolChoice }),
      ...(parallelToolCalls !== undefined && { parallelToolCalls }),
    });
    expect(planned.tool_choice).toEqual(expected);
    expect(planned.tools).toHaveLength(2);
    expect(planned.ignored).toEqual([]);
  });

  it.each([
    ['auto', 'auto'],
    ['required', 'any'],
  ] as const)('of allowed tools offers only those: %s is %s', (mode, type) => {
    const toolChoice = { type: 'allowed', mode, names: ['get_time'] } as const;
    expect(plan({ tools: TOOLS, toolChoice })).toMatchObject({
      names: ['get_time'],
      tool_choice: { type },
    });
  });

  it('is left open and reported where the model may not be forced', () => {
    const mayForce = false;
    expect(plan({ tools: TOOLS, toolChoice: { type: 'required' } }, { mayForce })).toMatchObject({
      names: ['get_weather', 'get_time'],
      tool_choice: { type: 'auto' },
      ignored: ['tool_choice'],
    });
    expect(plan({ tools: TOOLS, toolChoice: NAMED }, { mayForce })).toMatchObject({
      names: ['get_weather'],
      tool_choice: { type: 'auto' },
      ignored: ['tool_choice'],
    });
  });

  it('is left out without tools, and reported when it demands one', () => {
    expect(plan({ toolChoice: { type: 'auto' } })).toEqual({ ignored: [] });
    expect(plan({ toolChoice: { type: 'required' } })).toEqual({ ignored: ['tool_choice'] });
  });
});

describe('an answer in the input of a tool', () => {
  const format: OutputFormatPlan = {
    type: 'tool',
    schema: { type: 'object' },
    description: 'A row',
  };
  const json = { name: 'json', description: 'A row', input_schema: { type: 'object' } };

  it('forces that tool', () => {
    expect(plan({}, { format })).toEqual({
      tools: [json],
      tool_choice: { type: 'tool', name: 'json', ...SINGLE },
      jsonTool: 'json',
      names: ['json'],
      ignored: [],
    });
  });

  it("forces it or one of the client's", () => {
    expect(plan({ tools: TOOLS }, { format })).toMatchObject({
      names: ['get_weather', 'get_time', 'json'],
      tool_choice: { type: 'any', ...SINGLE },
    });
    expect(plan({ tools: TOOLS, toolChoice: { type: 'none' } }, { format })).toMatchObject({
      names: ['json'],
      tool_choice: { type: 'tool', name: 'json' },
    });
  });

  it('asks for it where the model may not be forced', () => {
    expect(plan({ tools: TOOLS }, { format, mayForce: false })).toMatchObject({
      tool_choice: { type: 'auto', ...SINGLE },
      instruction: expect.stringContaining('`json`'),
      jsonTool: 'json',
      ignored: [],
    });
  });

  it('stands back where the client forces a call of its own', () => {
    const planned = plan({ tools: TOOLS, toolChoice: { type: 'required' } }, { format });
    expect(planned).toMatchObject({
      names: ['get_weather', 'get_time'],
      tool_choice: { type: 'any' },
    });
    expect(planned.jsonTool).toBeUndefined();
  });

  it('takes another name where the client has a tool json', () => {
    expect(plan({ tools: [{ type: 'function', name: 'json' }] }, { format })).toMatchObject({
      names: ['json', 'json_2'],
      jsonTool: 'json_2',
    });
  });
});
