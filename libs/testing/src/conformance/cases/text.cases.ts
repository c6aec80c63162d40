import assert from 'node:assert/strict';
import type { ConformanceCase } from '../conformance-case.js';
import { occurrencesIn, occursIn } from '../leaf-values.js';
import { textOf, user } from '../messages.js';

/** Scripts, combined characters, a line separator that JSON lets stand, and what looks like syntax. */
const UNICODE = 'grüße 👩‍👩‍👧 e\u0301 日本語 שלום \u2028 \u0007 data: [DONE] {"a":"\\n"}\r\n\r\nend';

const MEGABYTE = 1_048_576;

export const TEXT_CASES: readonly ConformanceCase[] = [
  {
    name: 'gives text whole and in the pieces of the stream',
    needs: ['http'],
    async run(context) {
      const reply = { text: ['One', ', two', ', three.'] };
      const [whole, streamed] = await context.both({}, reply);
      assert.equal(textOf(whole), 'One, two, three.');
      assert.equal(textOf(streamed), 'One, two, three.');
      const parts = await context.script(reply).stream();
      const pieces = parts.flatMap((part) => (part.type === 'text-delta' ? [part.text] : []));
      assert.deepEqual(pieces, ['One', ', two', ', three.'], 'each piece goes on as it comes');
    },
  },
  {
    name: 'keeps every character in both directions',
    needs: ['http'],
    async run(context) {
      const request = { messages: [user(UNICODE)] };
      const pieces = UNICODE.match(/[^]{1,5}(?![\uDC00-\uDFFF])/gu) ?? [];
      assert.equal(pieces.join(''), UNICODE);
      const [whole, streamed] = await context.both(request, { text: pieces });
      assert.equal(textOf(whole), UNICODE);
      assert.equal(textOf(streamed), UNICODE);
      assert.ok(
        occursIn(context.upstream.lastRequest.json, UNICODE),
        'the vendor got another text',
      );
    },
  },
  {
    name: 'sends each part of a message of several parts',
    needs: ['http'],
    async run(context) {
      const texts = ['first part 61', 'second part 62', 'third part 63'];
      await context.complete({ messages: [user(...texts)] });
      const body = context.upstream.lastRequest.json;
      for (const text of texts) assert.equal(occurrencesIn(body, text), 1, text);
    },
  },
  {
    name: 'gives an answer without words as an answer without words',
    needs: ['http'],
    async run(context) {
      const [whole, streamed] = await context.both({}, { text: [] });
      for (const { choices } of [whole, streamed]) {
        assert.equal(choices.length, 1);
        assert.equal(choices[0]?.finishReason, 'stop');
      }
      assert.equal(textOf(whole) + textOf(streamed), '');
    },
  },
  {
    name: 'gives a text of one megabyte',
    needs: ['http'],
    async run(context) {
      const piece = 'wörter👋'.repeat(100);
      const pieces = Array.from({ length: Math.ceil(MEGABYTE / piece.length / 8) }, () => piece);
      const text = ['x'.repeat(MEGABYTE), ...pieces];
      const [whole, streamed] = await context.both({}, { text });
      assert.ok(textOf(whole) === text.join(''), 'the whole text differs');
      assert.ok(textOf(streamed) === text.join(''), 'the streamed text differs');
    },
  },
  {
    name: 'sends a prompt of one megabyte',
    needs: ['http'],
    async run(context) {
      const prompt = `begin ${'grüße '.repeat(MEGABYTE / 8)} end`;
      await context.complete({ messages: [user(prompt)] });
      assert.equal(occurrencesIn(context.upstream.lastRequest.json, prompt), 1);
    },
  },
];
