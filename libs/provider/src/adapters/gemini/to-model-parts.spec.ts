import { describe, expect, it } from '@jest/globals';
import type { AssistantPart, ChatCall, ModelFacts } from 'llm-gateway/contracts';
import { chatCallFor } from 'llm-gateway/testing';
import { toModelParts } from './to-model-parts.js';

interface Options {
  readonly model?: string;
  readonly facts?: ModelFacts;
}

function translate(
  parts: AssistantPart[],
  { model = 'gemini-3.8-flash', facts = {} }: Options = {},
): { parts: unknown; call: ChatCall } {
  const call = chatCallFor({ url: 'http://fake', adapter: 'gemini', model, facts });
  return { parts: toModelParts({ role: 'assistant', parts }, call), call };
}

const text = (value: string): AssistantPart => ({ type: 'text', text: value });
const sealed = (encrypted: string): AssistantPart => ({
  type: 'reasoning',
  text: '',
  encrypted,
  format: 'google-gemini-v1',
});
const toolCall = (id: string, signature?: string, args = '{}'): AssistantPart => ({
  type: 'tool-call',
  kind: 'function',
  id,
  name: 'look',
  arguments: args,
  ...(signature !== undefined && {
    providerMetadata: { google: { thought_signature: signature } },
  }),
});
const wireCall = (id: string, args: object = {}): object => ({
  functionCall: { id, name: 'look', args },
});

describe('toModelParts', () => {
  it('replays a signature on the very call that it came on, the first of parallel ones', () => {
    expect(translate([toolCall('a', 'sig-a'), toolCall('b')]).parts).toEqual([
      { ...wireCall('a'), thoughtSignature: 'sig-a' },
      wireCall('b'),
    ]);
  });

  it('gives Gemini 3 the sentinel for a call whose signature is lost, the first only', () => {
    const parts = [toolCall('a'), toolCall('b')];
    const sentinel = { thoughtSignature: 'skip_thought_signature_validator' };
    expect(translate(parts).parts).toEqual([{ ...wireCall('a'), ...sentinel }, wireCall('b')]);
    expect(translate(parts, { model: 'tuned', facts: {} }).parts).toEqual([
      { ...wireCall('a'), ...sentinel },
      wireCall('b'),
    ]);
  });

  it.each<Options>([
    { model: 'gemini-2.5-pro' },
    { model: 'gemma-4-31b-it' },
    { model: 'alias', facts: { thinking: { kinds: ['budget'], off: 'disabled' } } },
  ])('invents no signature for models before Gemini 3: %j', (options) => {
    expect(translate([toolCall('a')], options).parts).toEqual([wireCall('a')]);
  });

  it("does not take another family's metadata for a signature", () => {
    const foreign = {
      ...toolCall('a'),
      providerMetadata: { anthropic: { thought_signature: 'x' } },
    };
    expect(translate([foreign as AssistantPart], { model: 'gemini-2.5-pro' }).parts).toEqual([
      wireCall('a'),
    ]);
  });

  it('replays the signature of a text on that text', () => {
    expect(translate([text('one'), sealed('sig'), text('two')]).parts).toEqual([
      { text: 'one' },
      { text: 'two', thoughtSignature: 'sig' },
    ]);
  });

  it('puts a signature after the text, as streams send it, on the text before', () => {
    expect(translate([text('one'), sealed('sig')]).parts).toEqual([
      { text: 'one', thoughtSignature: 'sig' },
    ]);
  });

  it('keeps a signature that has no text on an empty one', () => {
    expect(translate([sealed('one'), sealed('two'), text('said')]).parts).toEqual([
      { text: '', thoughtSignature: 'one' },
      { text: 'said', thoughtSignature: 'two' },
    ]);
  });

  it('replays thoughts as thoughts', () => {
    expect(
      translate([
        { type: 'reasoning', text: 'hmm' },
        { type: 'reasoning', text: 'so', signature: 's', format: 'google-gemini-v1' },
        text('yes'),
      ]).parts,
    ).toEqual([
      { text: 'hmm', thought: true },
      { text: 'so', thought: true, thoughtSignature: 's' },
      { text: 'yes' },
    ]);
  });

  it.each<AssistantPart>([
    { type: 'reasoning', text: 'x', signature: 's', format: 'anthropic-claude-v1' },
    { type: 'reasoning', text: '', encrypted: 'blob' },
  ])('leaves out what another provider signed and says so: %j', (part) => {
    const { parts, call } = translate([part, text('yes')]);
    expect(parts).toEqual([{ text: 'yes' }]);
    expect([...call.scope.ignoredParameters]).toEqual(['messages[].reasoning_details']);
  });

  it.each([
    ['', {}],
    ['{"a":1}', { a: 1 }],
    ['[1]', { _raw: '[1]' }],
    ['{"a":', { _raw: '{"a":' }],
  ])('sends the arguments %j as the object %j', (json, args) => {
    expect(translate([toolCall('a', 'sig', json)]).parts).toEqual([
      { ...wireCall('a', args), thoughtSignature: 'sig' },
    ]);
  });

  it('sends refusals as text and calls of custom tools as their stand-in', () => {
    expect(
      translate(
        [
          { type: 'refusal', text: 'No.' },
          { type: 'tool-call', kind: 'custom', id: 'a', name: 'look', arguments: 'free text' },
        ],
        { model: 'gemini-2.5-pro' },
      ).parts,
    ).toEqual([{ text: 'No.' }, wireCall('a', { input: 'free text' })]);
  });
});
