import assert from 'node:assert/strict';
import type { FakeReply } from '../../fake-upstreams/fake-reply.js';
import type { ConformanceCase } from '../conformance-case.js';
import { textOf } from '../messages.js';

const CUT: FakeReply = { text: ['Once upon', ' a'], finish: 'length' };
const FILTERED: FakeReply = { text: ['Well'], finish: 'content_filter' };
const REFUSED: FakeReply = { refusal: 'I will not, refusal 31.' };

export const FINISH_CASES: readonly ConformanceCase[] = [
  {
    name: 'ends with stop when the model has said everything',
    needs: ['http'],
    async run(context) {
      for (const { choices } of await context.both({}, { text: ['All.'], finish: 'stop' }))
        assert.equal(choices[0]?.finishReason, 'stop');
    },
  },
  {
    name: 'ends with length when the answer is cut off',
    needs: ['http'],
    async run(context) {
      for (const response of await context.both({ maxOutputTokens: 4 }, CUT)) {
        assert.equal(response.choices[0]?.finishReason, 'length');
        assert.equal(textOf(response), 'Once upon a');
      }
    },
  },
  {
    name: 'ends with content_filter when the vendor holds the answer back',
    needs: ['http', 'content-filter'],
    async run(context) {
      for (const { choices } of await context.both({}, FILTERED))
        assert.equal(choices[0]?.finishReason, 'content_filter');
    },
  },
  {
    name: 'gives the words of a refusal apart from text',
    needs: ['http', 'refusal'],
    async run(context) {
      for (const { choices } of await context.both({}, REFUSED)) {
        const parts = choices[0]?.message.parts.filter(({ type }) => type === 'refusal');
        assert.deepEqual(parts, [{ type: 'refusal', text: REFUSED.refusal }]);
      }
    },
  },
  {
    name: 'gives a refusal as content_filter or as text, never as an empty answer',
    needs: ['http'],
    lacks: 'refusal',
    async run(context) {
      for (const response of await context.both({}, REFUSED)) {
        const isFiltered = response.choices[0]?.finishReason === 'content_filter';
        assert.ok(isFiltered || textOf(response) === REFUSED.refusal, JSON.stringify(response));
      }
    },
  },
];
