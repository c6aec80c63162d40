import type { AnthropicInputUsage } from './anthropic-prompt-cache.js';
import type { FakeReply, FakeUsage } from './fake-reply.js';

interface Block {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A whole answer of the fake Anthropic. */
export interface FakeAnthropicMessage {
  readonly content: readonly Block[];
  readonly stop_reason: string;
  readonly usage: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

const STOP_REASONS = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
} as const;

/** @param billed what a prompt cache made of the input; else the reply's usage counts */
export function messageFor(
  request: any,
  reply: FakeReply,
  billed?: AnthropicInputUsage,
): FakeAnthropicMessage {
  const content = blocksOf(reply, forcedToolOf(request, reply));
  const isToolUse = content.some(({ type }) => type === 'tool_use');
  const derived =
    reply.refusal !== undefined ? 'content_filter' : isToolUse ? 'tool_calls' : 'stop';
  const stopReason = STOP_REASONS[reply.finish ?? derived];
  return {
    id: reply.id ?? 'msg_01FakeAnthropicAnswer',
    type: 'message',
    role: 'assistant',
    model: request.model,
    content,
    stop_reason: stopReason,
    stop_sequence: null,
    stop_details:
      reply.refusal === undefined
        ? null
        : { type: 'refusal', category: 'cyber', explanation: reply.refusal },
    usage: usageOf(reply.usage ?? { input: 1, output: 1 }, billed),
  };
}

/** A model that must call one tool puts what it has to say into its input. */
function forcedToolOf(request: any, reply: FakeReply): string | undefined {
  return request.tool_choice?.type === 'tool' && !reply.toolCalls?.length
    ? request.tool_choice.name
    : undefined;
}

function blocksOf(reply: FakeReply, forcedTool: string | undefined): Block[] {
  const { reasoning, text, toolCalls } = reply;
  const blocks: Block[] = [];
  if (reasoning)
    blocks.push({
      type: 'thinking',
      thinking: reasoning.text,
      signature: reasoning.signature ?? 'EqQBCkgIFakeSignature',
    });
  const said = text?.join('') ?? '';
  if (forcedTool !== undefined) blocks.push(toolUse('toolu_01FakeForced', forcedTool, said));
  else if (said !== '') blocks.push({ type: 'text', text: said });
  for (const { id, name, arguments: pieces } of toolCalls ?? [])
    blocks.push(toolUse(id, name, pieces.join('')));
  return blocks;
}

function toolUse(id: string, name: string, input: string): Block {
  return { type: 'tool_use', id, name, input: input === '' ? {} : JSON.parse(input) };
}

/** Anthropic's input excludes what was read from and written to the cache. */
function usageOf(
  { input, output, cached = 0, cacheWrite = 0, reasoning }: FakeUsage,
  billed: AnthropicInputUsage = {
    input_tokens: input - cached - cacheWrite,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cached,
  },
): Record<string, unknown> {
  return {
    ...billed,
    cache_creation: {
      ephemeral_5m_input_tokens: billed.cache_creation_input_tokens,
      ephemeral_1h_input_tokens: 0,
    },
    output_tokens: output,
    ...(reasoning !== undefined && { output_tokens_details: { thinking_tokens: reasoning } }),
    service_tier: 'standard',
  };
}

/** The same answer as server-sent events, one frame each. */
export function streamOf(message: FakeAnthropicMessage, reply: FakeReply): string[] {
  const { stop_reason, stop_sequence, stop_details, usage, content } = message;
  const frames = [
    frame('message_start', {
      message: {
        ...message,
        content: [],
        stop_reason: null,
        stop_details: null,
        usage: { ...usage, output_tokens: 1, output_tokens_details: undefined },
      },
    }),
  ];
  for (const [index, block] of content.entries()) {
    frames.push(frame('content_block_start', { index, content_block: emptied(block) }));
    if (index === 0) frames.push(frame('ping', {}));
    for (const delta of deltasOf(block, reply))
      frames.push(frame('content_block_delta', { index, delta }));
    frames.push(frame('content_block_stop', { index }));
  }
  const { cache_creation: _, service_tier: __, ...totals } = usage;
  frames.push(
    frame('message_delta', { delta: { stop_reason, stop_sequence, stop_details }, usage: totals }),
    frame('message_stop', {}),
  );
  return frames;
}

function emptied(block: Block): Block {
  if (block.type === 'text') return { type: 'text', text: '' };
  if (block.type === 'thinking') return { type: 'thinking', thinking: '', signature: '' };
  return { ...block, input: {} };
}

function deltasOf(block: Block, { text, toolCalls }: FakeReply): object[] {
  if (block.type === 'text')
    return (text ?? []).map((piece) => ({ type: 'text_delta', text: piece }));
  if (block.type === 'thinking')
    return [
      ...halves(block['thinking'] as string).map((thinking) => ({
        type: 'thinking_delta',
        thinking,
      })),
      { type: 'signature_delta', signature: block['signature'] },
    ];
  const call = toolCalls?.find(({ id }) => id === block['id']);
  const pieces = call?.arguments ?? text ?? [];
  return ['', ...pieces].map((partial_json) => ({ type: 'input_json_delta', partial_json }));
}

function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((half) => half !== '');
}

function frame(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}
