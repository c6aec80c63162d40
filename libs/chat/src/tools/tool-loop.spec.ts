import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  collectResponse,
  type AssistantPart,
  type ChatAnswer,
  type ChatCall,
  type ChatResponse,
  type StreamPart,
  type ToolCallPart,
  type ToolChoice,
} from 'llm-gateway/contracts';
import { assertStreamOrder, chatCallFor, collect } from 'llm-gateway/testing';
import { asCompleted } from './as-completed.js';
import type { ToolLoopPlan } from './tool-loop-plan.js';
import { ToolLoop, type ToolLoopHost } from './tool-loop.js';

const PLAN: ToolLoopPlan = {
  maximumRounds: 3,
  maximumTokens: Infinity,
  includeResults: true,
  includeEvents: false,
  lastTextOnly: false,
};
const KNOWN = ['weather', 'clock'];

type Said = Exclude<AssistantPart, { type: 'refusal' }>;
interface Round {
  readonly said: readonly Said[];
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

const words = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const said = fc.oneof(
  words.map((text) => ({ type: 'text', text }) as const),
  fc.record({
    type: fc.constant('reasoning' as const),
    text: words,
    signature: fc.constantFrom('sig_1', 'sig_2'),
  }),
  fc.record({
    type: fc.constant('tool-call' as const),
    id: fc.constant(''),
    kind: fc.constantFrom('function' as const, 'function' as const, 'custom' as const),
    name: fc.constantFrom(...KNOWN, 'open_door'),
    arguments: fc.json(),
  }),
);
const rounds = fc.array(
  fc.record({
    said: fc.array(said, { maxLength: 6 }),
    usage: fc.record({ inputTokens: fc.nat(99), outputTokens: fc.nat(99) }),
  }),
  { minLength: 1, maxLength: 5 },
);

function responseOf({ said: parts, usage }: Round, round: number): ChatResponse {
  const named = parts.map((part, index) =>
    part.type === 'tool-call' ? { ...part, id: `call_${round}_${index}` } : part,
  );
  const calls = named.some(({ type }) => type === 'tool-call');
  const finishReason = calls ? ('tool_calls' as const) : ('stop' as const);
  return {
    id: 'answer',
    choices: [{ index: 0, message: { role: 'assistant', parts: named }, finishReason }],
    usage,
  };
}

/** The same answer as a stream whose texts come in pieces of so many characters. */
function* streamOf(
  { choices: [choice], usage, id }: ChatResponse,
  size: number,
): Generator<StreamPart> {
  yield { type: 'response-start', id: id! };
  let thoughts = 0;
  let calls = 0;
  for (const part of choice!.message.parts)
    if (part.type === 'text')
      for (const text of pieces(part.text, size)) yield { type: 'text-delta', choice: 0, text };
    else if (part.type === 'reasoning') {
      const { type: _, text: thought, ...proof } = part;
      const index = thoughts++;
      for (const text of pieces(thought, size))
        yield { type: 'reasoning-delta', choice: 0, index, text };
      yield { type: 'reasoning-end', choice: 0, index, ...proof };
    } else if (part.type === 'tool-call') {
      const { type: _, arguments: given, ...start } = part;
      const index = calls++;
      yield { type: 'tool-call-start', choice: 0, index, ...start };
      for (const piece of pieces(given, size))
        yield { type: 'tool-call-delta', choice: 0, index, arguments: piece };
      yield { type: 'tool-call-end', choice: 0, index };
    }
  yield { type: 'choice-end', choice: 0, finishReason: choice!.finishReason };
  yield { type: 'response-end', usage: usage! };
}

function pieces(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

interface LoopOptions {
  readonly pieceSize?: number;
  readonly limitMs?: number;
  readonly toolChoice?: ToolChoice;
  /** Of the second round. */
  readonly failure?: Error;
}

function loopOver(
  responses: readonly ChatResponse[],
  plan: ToolLoopPlan,
  { pieceSize, limitMs = 60_000, toolChoice, failure }: LoopOptions = {},
) {
  const asked: ChatCall[] = [];
  const host: ToolLoopHost = {
    async ask(call): Promise<ChatAnswer> {
      if (failure && asked.length === 1) throw failure;
      const response = responses[Math.min(asked.push(call), responses.length) - 1]!;
      if (pieceSize === undefined) return { type: 'response', response };
      const parts = streamOf(response, pieceSize);
      return {
        type: 'stream',
        parts: (async function* () {
          yield* parts;
        })(),
      };
    },
    knows: (name) => KNOWN.includes(name),
    run: (calls) => asCompleted(calls.map(answerTo)),
  };
  const call = chatCallFor({
    url: 'http://unused',
    adapter: 'fake',
    request: toolChoice ? { toolChoice } : {},
  });
  return { loop: new ToolLoop(call, plan, host, limitMs), asked };
}

/** The last call of a round is done first. */
async function answerTo(call: ToolCallPart, index: number) {
  for (let turn = index; turn < 8; turn += 1) await Promise.resolve();
  const outcome = {
    name: call.name,
    success: true,
    result: call.arguments,
    durationMs: 1,
  } as const;
  return { call, outcome };
}

const joined = (response: ChatResponse, type: 'text') =>
  response.choices[0]?.message.parts
    .flatMap((part) => (part.type === type ? [part.text] : []))
    .join('');
const partsOf = (response: ChatResponse, type: 'reasoning' | 'tool-call') =>
  response.choices[0]?.message.parts.filter((part) => part.type === type);
const summary = (response: ChatResponse) => ({
  text: joined(response, 'text'),
  reasoning: partsOf(response, 'reasoning'),
  calls: partsOf(response, 'tool-call'),
  finish: response.choices[0]?.finishReason,
  usage: response.usage,
  extensions: response.extensions,
});

async function whole(responses: readonly ChatResponse[], plan: ToolLoopPlan) {
  const { loop, asked } = loopOver(responses, plan);
  const answer = await loop.chat();
  if (answer.type !== 'response') throw new Error(answer.type);
  return { response: answer.response, transcript: loop.transcript, asked };
}

async function streamed(responses: readonly ChatResponse[], plan: ToolLoopPlan, pieceSize: number) {
  const { loop, asked } = loopOver(responses, plan, { pieceSize });
  const answer = await loop.chat();
  if (answer.type !== 'stream') throw new Error(answer.type);
  const parts = await collect(answer.parts);
  return { parts, transcript: loop.transcript, asked };
}

describe('the tool loop', () => {
  it('says the same streamed, in pieces of any size, as whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        rounds,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        fc.boolean(),
        async (given, size, lastTextOnly, includeEvents) => {
          const responses = given.map(responseOf);
          const plan = { ...PLAN, lastTextOnly, includeEvents };
          const one = await whole(responses, plan);
          const other = await streamed(responses, plan, size);
          assertStreamOrder(other.parts);
          expect(summary(collectResponse(other.parts))).toEqual(summary(one.response));
          expect(other.asked.length).toBe(one.asked.length);
          expect(other.transcript).toEqual(one.transcript);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('adds up the usage of all rounds, and tells of every call', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (given) => {
        const { response, asked } = await whole(given.map(responseOf), PLAN);
        const used = asked.map((_, index) => given[Math.min(index, given.length - 1)]!.usage);
        const sum = (name: 'inputTokens' | 'outputTokens') =>
          used.reduce((total, usage) => total + usage[name], 0);
        expect(response.usage).toEqual({
          inputTokens: sum('inputTokens'),
          outputTokens: sum('outputTokens'),
        });
        const { gateway } = response.extensions as { gateway: { tool_rounds: object[] } };
        expect(gateway.tool_rounds.length).toBeLessThanOrEqual(PLAN.maximumRounds);
        expect(asked.length).toBeLessThanOrEqual(PLAN.maximumRounds + 1);
      }),
    );
  });

  const answerOf = (...parts: AssistantPart[]): ChatResponse =>
    responseOf({ said: parts as Said[], usage: { inputTokens: 2, outputTokens: 1 } }, 0);
  const callOf = (name: string): ToolCallPart => ({
    type: 'tool-call',
    id: 'call_1',
    kind: 'function',
    name,
    arguments: '{}',
  });
  const text = (value: string) => ({ type: 'text', text: value }) as const;

  it('keeps what was run and used when the last round says nothing at all', async () => {
    const nothing: ChatResponse = {
      id: 'x',
      choices: [],
      usage: { inputTokens: 5, outputTokens: 0 },
    };
    const { response } = await whole([answerOf(callOf('clock')), nothing], PLAN);
    expect(response.usage).toEqual({ inputTokens: 7, outputTokens: 1 });
    expect(response.extensions).toMatchObject({ gateway: { tool_rounds: [{}] } });
  });

  it('sets no paragraph after a text of nothing', async () => {
    const { response } = await whole(
      [answerOf(text(''), callOf('clock')), answerOf(text('Noon.'))],
      PLAN,
    );
    expect(joined(response, 'text')).toBe('Noon.');
  });

  it("hands a client's call on, though a vendor gave two calls one id", async () => {
    const calls = [callOf('clock'), callOf('open_door')];
    const message = { role: 'assistant', parts: calls } as const;
    const choice = { index: 0, message, finishReason: 'tool_calls' } as const;
    const { response } = await whole([{ choices: [choice] }], PLAN);
    expect(partsOf(response, 'tool-call')).toMatchObject([{ name: 'open_door' }]);
  });

  it('stops when its time or its tokens are used up', async () => {
    const endless = [answerOf(callOf('clock'))];
    const { response } = await whole(endless, { ...PLAN, maximumTokens: 5 });
    expect(response.usage).toEqual({ inputTokens: 4, outputTokens: 2 });
    expect(response.extensions).toMatchObject({ gateway: { stopped_by: 'max_tool_tokens' } });
    const { loop } = loopOver(endless, PLAN, { limitMs: 0 });
    const answer = await loop.chat();
    expect(answer).toMatchObject({
      response: { extensions: { gateway: { stopped_by: 'timeout', tool_rounds: [] } } },
    });
  });

  it.each([
    [{ type: 'required' }, { type: 'auto' }],
    [{ type: 'tool', name: 'clock' }, { type: 'auto' }],
    [{ type: 'none' }, { type: 'none' }],
    [undefined, undefined],
  ])('frees the choice %j once tools were run', async (choice, freed) => {
    const { loop, asked } = loopOver([answerOf(callOf('clock')), answerOf(text('Noon.'))], PLAN, {
      toolChoice: choice as ToolChoice,
    });
    await loop.chat();
    expect(asked.map(({ request }) => request.toolChoice)).toEqual([choice, freed]);
  });

  it('fails when a later round fails, whole and streamed', async () => {
    const failure = new Error('upstream is away');
    const { loop } = loopOver([answerOf(callOf('clock'))], PLAN, { failure });
    await expect(loop.chat()).rejects.toBe(failure);
    const other = loopOver([answerOf(callOf('clock'))], PLAN, { failure, pieceSize: 3 });
    const answer = await other.loop.chat();
    const seen: string[] = [];
    const read = async () => {
      if (answer.type === 'stream') for await (const { type } of answer.parts) seen.push(type);
    };
    await expect(read()).rejects.toBe(failure);
    expect(seen).not.toContain('response-end');
  });
});
