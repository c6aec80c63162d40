import { describe, expect, it } from '@jest/globals';
import type { ChatTool, ModelFacts, ToolChoice } from 'llm-gateway/contracts';
import { chatRequest } from 'llm-gateway/testing';
import { encodeTools } from './encode-tools.js';
import { parseOptions } from './openai-compatible.options.js';

const SEARCH: ChatTool = {
  type: 'function',
  name: 'search',
  description: 'Searches.',
  parameters: { type: 'object', properties: { q: { type: 'string' } } },
  strict: true,
};
const NOW: ChatTool = { type: 'function', name: 'now' };
const SQL: ChatTool = { type: 'custom', name: 'sql', format: { type: 'text' } };

interface EncodeOptions {
  readonly tools?: readonly ChatTool[];
  readonly parallelToolCalls?: boolean;
  readonly quirks?: Record<string, unknown>;
  readonly facts?: ModelFacts;
}

function encode(choice: ToolChoice | undefined, options: EncodeOptions = {}) {
  const { tools = [SEARCH, NOW], parallelToolCalls, quirks = {}, facts = {} } = options;
  const ignored = new Set<string>();
  const request = chatRequest({
    tools,
    ...(choice && { toolChoice: choice }),
    ...(parallelToolCalls !== undefined && { parallelToolCalls }),
  });
  const encoded = encodeTools(request, { options: parseOptions(quirks), facts, ignored });
  const names = (encoded['tools'] as any[] | undefined)?.map((tool) => tool[tool.type].name);
  return { encoded, names, choice: encoded['tool_choice'], ignored: [...ignored] };
}

describe('encodeTools', () => {
  it('writes functions and custom tools', () => {
    const quirks = { supports: { customTools: true } };
    expect(encode(undefined, { tools: [SEARCH, NOW, SQL], quirks }).encoded).toEqual({
      tools: [
        {
          type: 'function',
          function: {
            name: 'search',
            description: 'Searches.',
            parameters: { type: 'object', properties: { q: { type: 'string' } } },
            strict: true,
          },
        },
        {
          type: 'function',
          function: { name: 'now', parameters: { type: 'object', properties: {} } },
        },
        { type: 'custom', custom: { name: 'sql', format: { type: 'text' } } },
      ],
    });
    expect(encode({ type: 'auto' }, { tools: [] }).encoded).toEqual({});
  });

  it('reports `strict` and `parallel_tool_calls` where a vendor has neither', () => {
    const quirks = { supports: { strictTools: false, parallelToolCalls: false } };
    const { encoded, ignored } = encode(undefined, { quirks, parallelToolCalls: false });
    expect(JSON.stringify(encoded)).not.toMatch(/strict|parallel/);
    expect(ignored.sort()).toEqual(['parallel_tool_calls', 'tools[].function.strict']);
    expect(encode(undefined, { parallelToolCalls: false }).encoded).toHaveProperty(
      'parallel_tool_calls',
      false,
    );
  });

  it.each([
    [{ type: 'auto' }, {}, 'auto'],
    [{ type: 'none' }, {}, 'none'],
    [{ type: 'required' }, {}, 'required'],
    [{ type: 'required' }, { toolChoiceRequired: 'any' }, 'any'],
    [
      { type: 'tool', name: 'now', kind: 'function' },
      {},
      { type: 'function', function: { name: 'now' } },
    ],
    [
      { type: 'tool', name: 'sql', kind: 'custom' },
      {},
      { type: 'custom', custom: { name: 'sql' } },
    ],
    [
      { type: 'allowed', mode: 'auto', names: ['now'] },
      { supports: { allowedTools: true } },
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'now' } }] },
      },
    ],
  ] as [ToolChoice, Record<string, unknown>, unknown][])(
    'writes the choice %j (%j)',
    (choice, quirks, wire) => {
      const encoded = encode(choice, { quirks });
      expect(encoded.choice).toEqual(wire);
      expect(encoded.names).toEqual(['search', 'now']);
    },
  );

  it('says a narrower choice by sending fewer tools where a vendor has no word for it', () => {
    const allowed = { type: 'allowed', mode: 'required', names: ['now'] } as const;
    expect(encode(allowed)).toMatchObject({ names: ['now'], choice: 'required' });
    expect(encode({ ...allowed, mode: 'auto' })).toMatchObject({ names: ['now'], choice: 'auto' });
    const quirks = { supports: { namedToolChoice: false } };
    expect(encode({ type: 'tool', name: 'now', kind: 'function' }, { quirks })).toMatchObject({
      names: ['now'],
      choice: 'required',
    });
  });

  it('does without `tool_choice` as far as it can', () => {
    const quirks = { supports: { toolChoice: false } };
    expect(encode({ type: 'auto' }, { quirks }).encoded).not.toHaveProperty('tool_choice');
    expect(encode({ type: 'none' }, { quirks }).encoded).toEqual({});
    const allowed = { type: 'allowed', mode: 'auto', names: ['now'] } as const;
    expect(encode(allowed, { quirks })).toMatchObject({ names: ['now'], choice: undefined });
  });

  it.each([
    ['tool_choice', { type: 'required' }, { quirks: { supports: { toolChoice: false } } }],
    ['tool_choice', { type: 'required' }, { quirks: { toolChoiceRequired: 'unsupported' } }],
    ['tool_choice', { type: 'required' }, { facts: { forcedTools: false } }],
    [
      'tool_choice',
      { type: 'tool', name: 'now', kind: 'function' },
      { facts: { forcedTools: false } },
    ],
    ['tools', undefined, { tools: [SQL] }],
    ['tools', undefined, { quirks: { supports: { tools: false } } }],
  ] as [string, ToolChoice | undefined, EncodeOptions][])(
    'refuses %s %j %j',
    (param, choice, options) => {
      expect(() => encode(choice, options)).toThrow(
        expect.objectContaining({ code: 'unsupported_parameter', details: { param } }),
      );
    },
  );
});
