import { describe, expect, it } from '@jest/globals';
import type OpenAI from 'openai';
import type { FakeReply } from 'llm-gateway/testing';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import { DEFAULT_TEXT, SEARCH_TOOL } from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();
const thinkers = SUBJECTS.filter(({ reasoning }) => reasoning !== 'none');

const SIGNATURE = 'U2lnbmF0dXJlIG9mIHRoZSB0aG91Z2h0IQ==';
const THOUGHT = 'The user greets me.';

const THOUGHTFUL: FakeReply = {
  reasoning: { text: THOUGHT, signature: SIGNATURE },
  text: ['Hello', '!'],
  usage: { input: 10, output: 30, reasoning: 20 },
};
const THOUGHTFUL_CALL: FakeReply = {
  reasoning: { text: THOUGHT, signature: SIGNATURE },
  toolCalls: [{ id: 'call_1', name: 'search', arguments: ['{"query":"x"}'] }],
  usage: { input: 10, output: 30, reasoning: 20 },
};

/** What the gateway adds to OpenAI's message. */
interface Thoughtful {
  readonly reasoning_content?: string;
  readonly reasoning_details?: readonly { readonly text?: string; readonly signature?: string }[];
}

describe.each(thinkers)('openai SDK, reasoning of $name', (subject) => {
  const { model } = subject;
  const upstream = () => gateway.upstreamOf(subject);
  const parameters = { model, messages: HI, reasoning_effort: 'medium' as const };

  it('returns the thought beside the answer', async () => {
    upstream().replyWith(THOUGHTFUL);
    const { choices } = await openaiClient(gateway).chat.completions.create(parameters);
    const message = choices[0]!.message as OpenAI.ChatCompletionMessage & Thoughtful;
    expect(message.content).toBe('Hello!');
    expect(message.reasoning_content).toBe(THOUGHT);
    expect(message.reasoning_details?.[0]?.text).toBe(THOUGHT);
  });

  it('streams the thought before the answer', async () => {
    upstream().replyWith(THOUGHTFUL);
    const stream = await openaiClient(gateway).chat.completions.create({
      ...parameters,
      stream: true,
      stream_options: { include_usage: true },
    });
    const seen: string[] = [];
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      const delta = chunk.choices[0]?.delta as
        (OpenAI.ChatCompletionChunk.Choice.Delta & Thoughtful) | undefined;
      if (delta?.reasoning_content) seen.push(`think:${delta.reasoning_content}`);
      if (delta?.content) seen.push(`say:${delta.content}`);
      usage = chunk.usage ?? usage;
    }
    const thought = seen.filter((piece) => piece.startsWith('think:'));
    expect(thought.map((piece) => piece.slice(6)).join('')).toBe(THOUGHT);
    expect(seen.slice(thought.length)).toEqual(['say:Hello', 'say:!']);
    expect(usage).toMatchObject({ completion_tokens: 30, total_tokens: 40 });
  });

  it('passes the strict helper with a thought in the stream', async () => {
    upstream().replyWith(THOUGHTFUL);
    const completion = await openaiClient(gateway)
      .chat.completions.stream(parameters)
      .finalChatCompletion();
    expect(completion.choices[0]?.message.content).toBe('Hello!');
  });

  it.each([false, true])(
    'takes a thought that led to a tool call back (streamed: %s)',
    async (stream) => {
      upstream().replyWith(THOUGHTFUL_CALL);
      const first = stream ? await streamedMessage(parameters) : await wholeMessage(parameters);
      const call = first.tool_calls![0]!;
      const { choices } = await openaiClient(gateway).chat.completions.create({
        ...parameters,
        tools: [SEARCH_TOOL],
        messages: [
          ...HI,
          first,
          { role: 'tool', tool_call_id: call.id, content: 'found it' },
          { role: 'user', content: 'Thanks' },
        ],
      });
      expect(choices[0]?.message.content).toBe(DEFAULT_TEXT);
      // Unsigned thoughts may be replayed or not, as the vendor wants it.
      const replayed = subject.reasoning === 'signed' ? SIGNATURE : 'found it';
      expect(upstream().lastRequest.text).toContain(replayed);
    },
  );
});

type Parameters = Pick<
  OpenAI.ChatCompletionCreateParams,
  'model' | 'messages' | 'reasoning_effort'
>;

async function wholeMessage(parameters: Parameters): Promise<OpenAI.ChatCompletionMessage> {
  const { choices } = await openaiClient(gateway).chat.completions.create({
    ...parameters,
    tools: [SEARCH_TOOL],
  });
  return choices[0]!.message;
}

/** The message as a client gathers it that knows of the gateway's fields. */
async function streamedMessage(parameters: Parameters): Promise<OpenAI.ChatCompletionMessage> {
  const stream = await openaiClient(gateway).chat.completions.create({
    ...parameters,
    tools: [SEARCH_TOOL],
    stream: true,
  });
  let call: OpenAI.ChatCompletionChunk.Choice.Delta.ToolCall | undefined;
  let text = '';
  const details: unknown[] = [];
  for await (const { choices } of stream) {
    const delta = choices[0]?.delta as OpenAI.ChatCompletionChunk.Choice.Delta & Thoughtful;
    details.push(...(delta?.reasoning_details ?? []));
    call ??= delta?.tool_calls?.[0];
    text += delta?.tool_calls?.[0]?.function?.arguments ?? '';
  }
  const { index: _, ...rest } = call!;
  const tool_calls = [{ ...rest, function: { ...rest.function, arguments: text } }];
  return {
    role: 'assistant',
    content: null,
    reasoning_details: details,
    tool_calls,
  } as unknown as OpenAI.ChatCompletionMessage;
}
