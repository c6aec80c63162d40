import { describe, expect, it } from '@jest/globals';
import type { ReasoningPart } from 'llm-gateway/contracts';
import type { AssistantChatMessage } from './chat-message.schema.js';
import { decodeReasoning } from './decode-reasoning.js';

const decode = (fields: object) =>
  decodeReasoning({ role: 'assistant', ...fields } as AssistantChatMessage);
const details = (...entries: object[]) => decode({ reasoning_details: entries });
const textDetail = (text: string | null, more: object = {}) => ({
  type: 'reasoning.text',
  text,
  ...more,
});

describe('decodeReasoning', () => {
  it.each([{}, { reasoning_content: null }, { reasoning_content: '', reasoning_details: [] }])(
    'finds none in %j',
    (fields) => {
      expect(decode(fields)).toEqual([]);
    },
  );

  it('takes bare text', () => {
    expect(decode({ reasoning_content: 'Hm.' })).toEqual([{ type: 'reasoning', text: 'Hm.' }]);
  });

  it('prefers the details, which can be replayed', () => {
    const reasoning_details = [textDetail('Hm.', { signature: 's' })];
    expect(decode({ reasoning_content: 'Hm.', reasoning_details })).toEqual([
      { type: 'reasoning', text: 'Hm.', signature: 's' },
    ]);
  });

  it('falls back to the text when no detail is of a known kind', () => {
    const reasoning_details = [{ type: 'reasoning.hologram', data: 'x' }];
    expect(decode({ reasoning_content: 'Hm.', reasoning_details })).toEqual([
      { type: 'reasoning', text: 'Hm.' },
    ]);
  });

  it.each<[object, ReasoningPart]>([
    [textDetail('Hm.'), { type: 'reasoning', text: 'Hm.' }],
    [
      textDetail('Hm.', { signature: 's', format: 'anthropic-claude-v1', id: 'r1' }),
      { type: 'reasoning', text: 'Hm.', signature: 's', format: 'anthropic-claude-v1', id: 'r1' },
    ],
    [textDetail(null, { signature: 's' }), { type: 'reasoning', text: '', signature: 's' }],
    [textDetail('Hm.', { signature: null, format: '', id: 5 }), { type: 'reasoning', text: 'Hm.' }],
    [
      { type: 'reasoning.summary', summary: 'In short.' },
      { type: 'reasoning', text: 'In short.' },
    ],
    [
      { type: 'reasoning.encrypted', data: 'xyz', format: 'openai-responses-v1', id: 'rs_1' },
      { type: 'reasoning', text: '', encrypted: 'xyz', format: 'openai-responses-v1', id: 'rs_1' },
    ],
  ])('decodes %j', (detail, part) => {
    expect(details(detail)).toEqual([part]);
  });
});

describe('decodeReasoning of pieces that a client collected from a stream', () => {
  it('joins the pieces of one block, and takes the signature from whichever has it', () => {
    expect(
      details(
        textDetail('Let me ', { index: 0, format: 'f' }),
        textDetail('think.', { index: 0 }),
        textDetail('', { index: 0, signature: 's' }),
        textDetail('Again.', { index: 1 }),
      ),
    ).toEqual([
      { type: 'reasoning', text: 'Let me think.', signature: 's', format: 'f' },
      { type: 'reasoning', text: 'Again.' },
    ]);
  });

  it('keeps blocks without an index apart', () => {
    expect(details(textDetail('a'), textDetail('b'))).toHaveLength(2);
  });

  it('never joins encrypted data', () => {
    const encrypted = (data: string) => ({ type: 'reasoning.encrypted', data, index: 0 });
    expect(details(encrypted('a'), encrypted('b'), textDetail('c', { index: 0 }))).toEqual([
      { type: 'reasoning', text: '', encrypted: 'a' },
      { type: 'reasoning', text: '', encrypted: 'b' },
      { type: 'reasoning', text: 'c' },
    ]);
  });

  it('joins ten thousand pieces', () => {
    const pieces = Array.from({ length: 10_000 }, () => textDetail('ab', { index: 0 }));
    expect(details(...pieces)).toEqual([{ type: 'reasoning', text: 'ab'.repeat(10_000) }]);
  });
});
