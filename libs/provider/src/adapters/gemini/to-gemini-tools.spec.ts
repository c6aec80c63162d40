import { describe, expect, it } from '@jest/globals';
import type { ChatRequest, ChatTool, ToolChoice } from 'llm-gateway/contracts';
import { chatCallFor } from 'llm-gateway/testing';
import { toGeminiTools } from './to-gemini-tools.js';

const look: ChatTool = {
  type: 'function',
  name: 'look',
  description: 'Looks.',
  parameters: { type: 'object', properties: { at: { type: 'string' } }, $schema: 'x' },
};
const strict: ChatTool = { type: 'function', name: 'strict', strict: true };

function callWith(request: Partial<ChatRequest>) {
  return chatCallFor({ url: 'http://fake', adapter: 'gemini', request });
}

function configOf(toolChoice: ToolChoice | undefined, tools: ChatTool[] = [look]): unknown {
  const { toolConfig } = toGeminiTools(
    callWith({ tools, ...(toolChoice !== undefined && { toolChoice }) }),
  );
  return toolConfig?.functionCallingConfig;
}

describe('toGeminiTools', () => {
  it('declares functions with their JSON Schema as it came', () => {
    expect(toGeminiTools(callWith({ tools: [look, strict] })).tools).toEqual([
      {
        functionDeclarations: [
          {
            name: 'look',
            description: 'Looks.',
            parametersJsonSchema: {
              type: 'object',
              properties: { at: { type: 'string' } },
              $schema: 'x',
            },
          },
          { name: 'strict' },
        ],
      },
    ]);
  });

  it.each<[string, ToolChoice | undefined, unknown]>([
    ['absent', undefined, undefined],
    ['auto', { type: 'auto' }, { mode: 'AUTO' }],
    ['none', { type: 'none' }, { mode: 'NONE' }],
    ['required', { type: 'required' }, { mode: 'ANY' }],
    [
      'a named tool',
      { type: 'tool', name: 'look', kind: 'function' },
      { mode: 'ANY', allowedFunctionNames: ['look'] },
    ],
    [
      'allowed_tools, required',
      { type: 'allowed', mode: 'required', names: ['look'] },
      { mode: 'ANY', allowedFunctionNames: ['look'] },
    ],
    [
      'allowed_tools, auto',
      { type: 'allowed', mode: 'auto', names: ['look'] },
      { mode: 'VALIDATED', allowedFunctionNames: ['look'] },
    ],
  ])('maps tool_choice %s', (_, choice, expected) => {
    expect(configOf(choice)).toEqual(expected);
  });

  it('validates the arguments of strict tools', () => {
    expect(configOf(undefined, [look, strict])).toEqual({ mode: 'VALIDATED' });
    expect(configOf({ type: 'auto' }, [strict])).toEqual({ mode: 'VALIDATED' });
  });

  it('sends nothing without tools, and refuses to force a call of none', () => {
    expect(toGeminiTools(callWith({ toolChoice: { type: 'none' } }))).toEqual({});
    expect(() => toGeminiTools(callWith({ toolChoice: { type: 'required' } }))).toThrow(
      expect.objectContaining({ code: 'invalid_request', details: { param: 'tool_choice' } }),
    );
  });

  it('reports that calls cannot be held to one at a time', () => {
    const call = callWith({ tools: [look], parallelToolCalls: false });
    toGeminiTools(call);
    expect([...call.scope.ignoredParameters]).toEqual(['parallel_tool_calls']);
  });

  it('lets a function with one string stand in for a custom tool', () => {
    const tools: ChatTool[] = [{ type: 'custom', name: 'sql', description: 'Runs SQL.' }];
    expect(toGeminiTools(callWith({ tools })).tools).toEqual([
      {
        functionDeclarations: [
          {
            name: 'sql',
            description: 'Runs SQL.',
            parametersJsonSchema: {
              type: 'object',
              properties: { input: { type: 'string' } },
              required: ['input'],
            },
          },
        ],
      },
    ]);
  });

  it('refuses a custom tool with a grammar', () => {
    const tools: ChatTool[] = [{ type: 'custom', name: 'sql', format: { type: 'grammar' } }];
    expect(() => toGeminiTools(callWith({ tools }))).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', details: { param: 'tools' } }),
    );
  });
});
