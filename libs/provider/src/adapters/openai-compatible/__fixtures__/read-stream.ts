import { DEFAULT_DEADLINES, type Provider, type StreamPart } from 'llm-gateway/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromOpenAiCompatibleStream, type StreamEvent } from '../from-openai-compatible-stream.js';
import { parseOptions } from '../openai-compatible.options.js';

export interface ReadOptions {
  readonly quirks?: Record<string, unknown>;
  readonly expectedChoices?: number;
}

const PROVIDER: Provider = {
  name: 'openai-compatible',
  adapter: 'openai-compatible',
  baseUrl: 'http://x',
  configuredBy: 'test',
  headers: {},
  query: {},
  deadlines: DEFAULT_DEADLINES,
  maximumRetries: 0,
  models: [],
  quirks: {},
};

export function contextOf({ quirks = {}, expectedChoices = 1 }: ReadOptions = {}) {
  return {
    provider: { ...PROVIDER, quirks },
    options: parseOptions(quirks),
    expectedChoices,
  };
}

export async function* iterate<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

/** The parts of a stream whose events have this data. */
export async function readStream(
  events: readonly (string | object)[],
  options: ReadOptions = {},
): Promise<StreamPart[]> {
  const wire = events.map(
    (data): StreamEvent => ({ data: typeof data === 'string' ? data : JSON.stringify(data) }),
  );
  const parts: StreamPart[] = [];
  for await (const part of fromOpenAiCompatibleStream(iterate(wire), contextOf(options)))
    parts.push(part);
  return parts;
}

/** The data of a recorded stream's events, one a line. */
export function recorded(name: string): string[] {
  const directory = join(process.cwd(), 'libs/provider/src/adapters/openai-compatible/__fixtures__');
  return readFileSync(join(directory, `${name}.chunks.txt`), 'utf8').trim().split('\n');
}

/** A chunk with one choice. */
export function chunk(delta: object, finish: string | null = null): object {
  return { id: 'c1', created: 5, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] };
}

/** A delta with a piece of one tool call. */
export function toolCall(index?: number, id?: string, name?: string, args: unknown = ''): object {
  return { tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }] };
}

export function partsOf(parts: readonly StreamPart[], ...types: string[]): StreamPart[] {
  return parts.filter(({ type }) => types.includes(type));
}

export function textOf(parts: readonly StreamPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
}

export function reasoningOf(parts: readonly StreamPart[]): string {
  return parts.map((part) => (part.type === 'reasoning-delta' ? part.text : '')).join('');
}
