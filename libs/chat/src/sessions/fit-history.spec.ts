import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { WireMessage } from 'llm-gateway/sessions';
import { estimateTokenCount } from 'tokenx';
import { fitHistory, type Conversation, type InputLimits } from './fit-history.js';
import { messageTokens } from './message-tokens.js';
import { isInstruction } from './turn-starts.js';

const text = fc.string({ maxLength: 60, unit: fc.constantFrom('a', 'be', ' ', '.', '東', '1') });
const message = (role: string) => text.map((content): WireMessage => ({ role, content }));

/** An assistant that calls tools, and their results. Ids come again in other rounds. */
const toolRound = fc.integer({ min: 1, max: 3 }).map((count): readonly WireMessage[] => {
  const ids = Array.from({ length: count }, (_, index) => `call_${index}`);
  const calls = ids.map((id) => ({ id, function: { name: 'search', arguments: '{"q":"x"}' } }));
  return [
    { role: 'assistant', content: null, tool_calls: calls },
    ...ids.map((id) => ({ role: 'tool', tool_call_id: id, content: `result ${id}` })),
  ];
});

const turn = fc
  .record({
    before: fc.array(message('system'), { maxLength: 1 }),
    users: fc.array(message('user'), { minLength: 1, maxLength: 2 }),
    between: fc.array(message('developer'), { maxLength: 1 }),
    rounds: fc.array(toolRound, { maxLength: 2 }),
    end: message('assistant'),
  })
  .map(({ before, users: [first, ...others], between, rounds, end }) => {
    const messages = [...before, first!, ...between, ...others, ...rounds.flat(), end];
    return { messages, newFrom: 0 };
  });

/** The turn of the request: it begins, or it goes on with the results of tools. */
const lastTurn = fc
  .tuple(message('user'), fc.array(toolRound, { maxLength: 2 }))
  .map(([user, rounds]) => {
    const calling = rounds.at(-1);
    const messages = [user, ...rounds.flat()];
    return { messages, newFrom: calling ? messages.length - calling.length + 1 : 0 };
  });

const conversations = fc
  .tuple(fc.array(turn, { maxLength: 6 }), lastTurn, text)
  .map(([before, last, system]) => {
    const turns = [...before, last].map(({ messages }) => messages);
    const earlier = before.flatMap(({ messages }) => messages);
    const historyLength = earlier.length + last.newFrom;
    const conversation: Conversation = {
      messages: turns.flat(),
      historyLength,
      newFrom: historyLength,
      fixedTexts: [system],
    };
    return { turns, conversation };
  });

const limits = fc.record<InputLimits>({
  maximumMessages: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(Infinity)),
  maximumTokens: fc.oneof(fc.integer({ min: -10, max: 400 }), fc.constant(Infinity)),
});

/** Counts everything, unlike the code under test. */
function isWithin(
  sent: readonly WireMessage[],
  { messages, historyLength, fixedTexts }: Conversation,
  { maximumMessages, maximumTokens }: InputLimits,
): boolean {
  const history = new Set(messages.slice(0, historyLength));
  const tokens =
    fixedTexts.reduce((sum, each) => sum + estimateTokenCount(each), 0) +
    sent.reduce((sum, each) => sum + messageTokens(each, estimateTokenCount), 0);
  return (
    sent.filter((each) => history.has(each)).length <= maximumMessages && tokens <= maximumTokens
  );
}

function hold(
  check: (turns: readonly WireMessage[][], conversation: Conversation, limits: InputLimits) => void,
) {
  fc.assert(
    fc.property(conversations, limits, ({ turns, conversation }, within) =>
      check(turns, conversation, within),
    ),
    { numRuns: 500 },
  );
}

describe('fitHistory', () => {
  it('leaves out whole turns, the oldest ones, and nothing else', () => {
    hold((turns, conversation, within) => {
      const { messages } = fitHistory(conversation, within);
      const sent = new Set(messages);
      const whole = turns.findIndex((each) => each.every((message_) => sent.has(message_)));
      const expected = turns.flatMap((each, index) =>
        index < whole ? each.filter(isInstruction) : each,
      );
      expect(messages).toEqual(expected);
    });
  });

  it('always sends what is new', () => {
    hold((_turns, conversation, within) => {
      const { messages } = fitHistory(conversation, within);
      const added = conversation.messages.slice(conversation.newFrom);
      expect(added.length === 0 ? [] : messages.slice(-added.length)).toEqual(added);
    });
  });

  it('leaves out as few turns as it must', () => {
    hold((turns, conversation, within) => {
      const { messages, fits } = fitHistory(conversation, within);
      const cuts = turns.map((_, first) =>
        turns.flatMap((each, index) => (index < first ? each.filter(isInstruction) : each)),
      );
      const longest = cuts.find((cut) => isWithin(cut, conversation, within)) ?? cuts.at(-1)!;
      expect(messages).toEqual(longest);
      expect(fits).toBe(isWithin(conversation.messages, conversation, within));
    });
  });

  it('counts what it leaves out of the history', () => {
    hold((_turns, conversation, within) => {
      const { messages, dropped } = fitHistory(conversation, within);
      expect(dropped).toBe(conversation.messages.length - messages.length);
    });
  });

  it('sends new messages of several turns whole, and the calls whose results they bring', () => {
    const call = { id: 'call_1', function: { name: 'f', arguments: '{}' } };
    const calling = [
      { role: 'user', content: 'second' },
      { role: 'assistant', content: null, tool_calls: [call] },
    ];
    const old = [
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'answer' },
    ];
    const added = [
      { role: 'tool', tool_call_id: 'call_1', content: 'result' },
      { role: 'user', content: 'third' },
      { role: 'assistant', content: 'answer' },
      { role: 'user', content: 'fourth' },
    ];
    const fitted = fitHistory(
      { messages: [...old, ...calling, ...added], historyLength: 4, newFrom: 4, fixedTexts: [] },
      { maximumMessages: 1, maximumTokens: 1 },
    );
    expect(fitted).toEqual({ messages: [...calling, ...added], dropped: 2, fits: false });
  });

  it('leaves out calls that the request gave up, with the notes that close them', () => {
    const call = { id: 'call_1', function: { name: 'f', arguments: '{}' } };
    const messages = [
      { role: 'user', content: 'first' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'not made' },
      { role: 'system', content: 'new instructions' },
      { role: 'user', content: 'second' },
    ];
    const fitted = fitHistory(
      { messages, historyLength: 2, newFrom: 3, fixedTexts: [] },
      { maximumMessages: 1, maximumTokens: Infinity },
    );
    expect(fitted).toEqual({ messages: messages.slice(3), dropped: 2, fits: false });
  });

  it('sends what it cannot shorten', () => {
    const messages = [{ role: 'user', content: 'x '.repeat(500) }];
    const conversation = { messages, historyLength: 0, newFrom: 0, fixedTexts: [] };
    const within = { maximumMessages: Infinity, maximumTokens: 5 };
    expect(fitHistory(conversation, within)).toEqual({ messages, dropped: 0, fits: false });
  });

  it('counts what goes with every request', () => {
    const messages = [
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'answer' },
      { role: 'user', content: 'second' },
    ];
    const dropped = (fixedTexts: readonly string[]) =>
      fitHistory(
        { messages, historyLength: 2, newFrom: 2, fixedTexts },
        { maximumMessages: Infinity, maximumTokens: 100 },
      ).dropped;
    expect(dropped([])).toBe(0);
    expect(dropped(['word '.repeat(95)])).toBe(2);
  });
});
